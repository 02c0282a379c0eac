'use client';

import { formatMoney } from '@/lib/shared/format/money';
import { ASSET_CLASSES, type AssetClassId } from './asset-classes';
import { ChartFrame, type ChartTexts } from './chart-frame';

export interface ContributionBar {
  readonly id: string;
  readonly label: string;
  readonly assetClass: AssetClassId;
  /** Account currency; a loss is negative. */
  readonly amount: number;
}

export interface ContributionBarsProps extends ChartTexts {
  /** In the order shown. */
  readonly bars: readonly ContributionBar[];
}

/** Bars to either side of zero, the amount written beside each. */
export function ContributionBars(props: ContributionBarsProps) {
  const { bars } = props;
  const low = Math.min(0, ...bars.map(({ amount }) => amount));
  const high = Math.max(0, ...bars.map(({ amount }) => amount));
  const span = Math.max(high - low, 1e-9);
  const [first, last] = [bars[0], bars.at(-1)];
  return (
    <ChartFrame
      {...props}
      summary={
        first === undefined || last === undefined
          ? 'Nothing was held.'
          : `Most came from ${first.label}, ${formatMoney(first.amount, 'USD')}; least from ${last.label}, ${formatMoney(last.amount, 'USD')}.`
      }
      table={{
        columns: [
          { header: 'What', kind: 'text' },
          { header: 'Class', kind: 'text' },
          { header: 'Amount', kind: 'money' },
        ],
        rows: bars.map(({ label, assetClass, amount }) => [label, ASSET_CLASSES[assetClass].label, amount]),
      }}
    >
      <ul className="flex flex-col gap-2 text-small">
        {bars.map(({ id, label, assetClass, amount }) => (
          <li key={id} className="grid grid-cols-[7rem_1fr_6.5rem] items-center gap-3">
            <span className="truncate">{label}</span>
            <span aria-hidden className="relative block h-4 bg-well">
              <span
                className="absolute top-0 block h-full"
                style={{
                  left: `${((Math.min(amount, 0) - low) / span) * 100}%`,
                  width: `${(Math.abs(amount) / span) * 100}%`,
                  background: ASSET_CLASSES[assetClass].color,
                }}
              />
              <span
                className="absolute top-0 block h-full w-px bg-outline"
                style={{ left: `${(-low / span) * 100}%` }}
              />
            </span>
            <span className="figures text-end" data-amount>
              {formatMoney(amount, 'USD', { decimals: 0, sign: 'always' })}
            </span>
          </li>
        ))}
      </ul>
    </ChartFrame>
  );
}
