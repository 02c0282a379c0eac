import { Term } from '@/components/ui/tooltip';
import { formatPercent } from '@/lib/shared/format/percent';

export interface DriftMeterProps {
  /** Fractions of the portfolio. */
  readonly total: number;
  readonly max: number;
}

/** How much of the money is in the wrong place, against the limit of the plan's policy. */
export function DriftMeter({ total, max }: DriftMeterProps) {
  const scaleMax = Math.max(max * 2, total * 1.1);
  const place = (value: number): string => `${Math.min(100, (value / scaleMax) * 100)}%`;
  const isOutside = total > max;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-baseline justify-between gap-4">
        <span className="text-small text-muted">
          <Term id="drift">Drift</Term> against its limit
        </span>
        <span className="figures font-strong">
          {formatPercent(total)} <span className="font-regular text-muted">of {formatPercent(max)} allowed</span>
        </span>
      </div>
      <div
        role="meter"
        aria-label="Drift"
        aria-valuemin={0}
        aria-valuemax={Math.round(scaleMax * 1_000) / 10}
        aria-valuenow={Math.round(total * 1_000) / 10}
        aria-valuetext={`${formatPercent(total)} of ${formatPercent(max)} allowed: ${isOutside ? 'outside' : 'inside'} the limit`}
        className="relative h-3 bg-hairline"
      >
        <div
          className={`absolute inset-y-0 start-0 transition-[width] ${isOutside ? 'bg-warning' : 'bg-accent'}`}
          style={{ width: place(total) }}
        />
        <div className="absolute -inset-y-1 w-0.5 -translate-x-1/2 bg-ink" style={{ left: place(max) }} />
      </div>
      <p className="max-w-prose text-small text-muted">
        {isOutside
          ? `More than ${formatPercent(max, { decimals: 0 })} of your money is not where your plan wants it, so a rebalance is proposed.`
          : `Nothing has to be done below ${formatPercent(max, { decimals: 0 })}: trading costs more than small differences matter.`}
      </p>
    </div>
  );
}
