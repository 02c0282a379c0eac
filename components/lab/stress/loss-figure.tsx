import { MoneyText } from '@/components/ui/figures';
import { formatPercent } from '@/lib/shared/format/percent';

export interface LossFigureProps {
  /** Decimal; a loss is negative. */
  readonly change: number;
  readonly money: number;
  readonly isOwn?: boolean | undefined;
}

/** A change in money, and below it as a share. */
export function LossFigure({ change, money, isOwn = false }: LossFigureProps) {
  return (
    <span className="flex flex-col items-end">
      <MoneyText amount={change * money} decimals={0} tone="change" className={isOwn ? 'font-strong' : undefined} />
      <span className="figures text-muted">{formatPercent(change, { sign: 'always' })}</span>
    </span>
  );
}
