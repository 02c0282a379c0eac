import { Input } from '@/components/ui/input';
import { formatDay } from '@/lib/shared/format/date';
import type { RunFormState } from './use-run-form';

export interface RunWindowFieldsProps extends Pick<RunFormState, 'errorOf'> {
  /** ISO days of the prices behind the newest plan. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** What an empty first day means. */
  readonly fromHint: string;
}

/** Which past days are asked for; both may stay empty. */
export function RunWindowFields({ firstDay, lastDay, fromHint, errorOf }: RunWindowFieldsProps) {
  return (
    <>
      <Input
        label="From"
        type="date"
        min={firstDay}
        max={lastDay}
        name="from"
        hint={fromHint}
        error={errorOf('from')}
      />
      <Input
        label="To"
        type="date"
        min={firstDay}
        max={lastDay}
        name="to"
        hint={`Empty: the last price, ${formatDay(lastDay)}.`}
        error={errorOf('to')}
      />
    </>
  );
}
