import { DateText } from '@/components/ui/figures';
import { formatCount } from '@/lib/shared/format/quantity';

export interface RunWindowProps {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly dayCount: number;
}

/** The days a run went through, which may be fewer than were asked for. */
export function RunWindow({ firstDay, lastDay, dayCount }: RunWindowProps) {
  return (
    <>
      <DateText day={firstDay} /> to <DateText day={lastDay} />, {formatCount(dayCount, 'market day')}
    </>
  );
}
