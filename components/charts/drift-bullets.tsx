'use client';

import { formatPercent, formatPoints } from '@/lib/shared/format/percent';
import { ASSET_CLASSES, type AssetClassId } from './asset-classes';
import { ChartFrame, type ChartTexts } from './chart-frame';

export interface DriftRow {
  readonly symbol: string;
  readonly name: string;
  readonly assetClass: AssetClassId;
  readonly weight: number;
  readonly target: number;
  /** The band inside which nothing needs to be done. */
  readonly bandLow: number;
  readonly bandHigh: number;
}

export interface DriftBulletsProps extends ChartTexts {
  readonly rows: readonly DriftRow[];
}

const isOutside = ({ weight, bandLow, bandHigh }: DriftRow): boolean => weight < bandLow || weight > bandHigh;

/** Weight as a bar, target as a mark, the band as a shade behind both. */
export function DriftBullets(props: DriftBulletsProps) {
  const { rows } = props;
  const scaleMax = Math.max(0.01, ...rows.flatMap(({ weight, bandHigh }) => [weight, bandHigh])) * 1.04;
  const outside = rows.filter(isOutside);
  return (
    <ChartFrame
      {...props}
      summary={
        outside.length === 0
          ? 'Every holding is inside its band.'
          : `Outside the band: ${outside.map(({ name, weight, target }) => `${name} at ${formatPercent(weight)} against ${formatPercent(target)}`).join('; ')}.`
      }
      table={{
        columns: [
          { header: 'Symbol', kind: 'text' },
          { header: 'Name', kind: 'text' },
          { header: 'Weight', kind: 'percent' },
          { header: 'Target', kind: 'percent' },
          { header: 'Band from', kind: 'percent' },
          { header: 'Band to', kind: 'percent' },
        ],
        rows: rows.map(({ symbol, name, weight, target, bandLow, bandHigh }) => [
          symbol,
          name,
          weight,
          target,
          bandLow,
          bandHigh,
        ]),
      }}
    >
      <div className="flex flex-col text-small">
        <ul>
          {rows.map((row) => (
            <li
              key={row.symbol}
              className="grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-2 border-t border-hairline py-3 sm:grid-cols-[minmax(10rem,1fr)_1.4fr_13rem]"
            >
              <span className="min-w-0 truncate">
                <span className="font-strong">{row.symbol}</span> <span className="text-muted">{row.name}</span>
              </span>
              <span className="col-span-2 row-start-2 sm:col-span-1 sm:col-start-2 sm:row-start-1">
                <Bullet row={row} scaleMax={scaleMax} />
              </span>
              <span className="figures text-end sm:col-start-3">
                {formatPercent(row.weight)} <span className="text-muted">of {formatPercent(row.target)}</span>{' '}
                <span className={isOutside(row) ? 'font-strong text-warning' : 'text-muted'}>
                  {formatPoints(row.weight - row.target)}
                </span>
              </span>
            </li>
          ))}
        </ul>
        <p aria-hidden className="flex flex-wrap gap-x-5 gap-y-1 border-t border-hairline pt-3 text-muted">
          <span className="flex items-center gap-2">
            <span className="h-1.5 w-5 bg-muted" /> weight now
          </span>
          <span className="flex items-center gap-2">
            <span className="h-4 w-0.5 bg-ink" /> target
          </span>
          <span className="flex items-center gap-2">
            <span className="h-4 w-5 bg-hairline" /> band: nothing to do
          </span>
        </p>
      </div>
    </ChartFrame>
  );
}

function Bullet({ row, scaleMax }: { readonly row: DriftRow; readonly scaleMax: number }) {
  const place = (value: number): string => `${(Math.min(Math.max(value, 0), scaleMax) / scaleMax) * 100}%`;
  return (
    <span aria-hidden className="relative block h-5">
      <span
        className="absolute inset-y-0 bg-hairline"
        style={{ left: place(row.bandLow), right: `calc(100% - ${place(row.bandHigh)})` }}
      />
      <span
        className="absolute inset-y-[7px] left-0 transition-[width]"
        style={{ width: place(row.weight), background: ASSET_CLASSES[row.assetClass].color }}
      />
      <span className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-ink" style={{ left: place(row.target) }} />
    </span>
  );
}
