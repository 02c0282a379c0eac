'use client';

import { ASSET_CLASSES, type AssetClassId } from '@/components/charts/asset-classes';
import { ChartFrame, type ChartTexts } from '@/components/charts/chart-frame';
import { formatPercent, formatPoints } from '@/lib/shared/format/percent';

export interface BeforeAfterRow {
  readonly symbol: string;
  readonly name: string;
  readonly assetClass: AssetClassId;
  readonly before: number;
  readonly after: number;
  readonly target: number;
}

export interface BeforeAfterProps extends ChartTexts {
  readonly rows: readonly BeforeAfterRow[];
}

/** For each holding a hollow bar before, a full one after, and a mark where the plan wants it. */
export function BeforeAfter(props: BeforeAfterProps) {
  const { rows } = props;
  const scaleMax = Math.max(0.01, ...rows.flatMap(({ before, after, target }) => [before, after, target])) * 1.04;
  const [most] = rows.toSorted(
    (left, right) => Math.abs(right.after - right.before) - Math.abs(left.after - left.before),
  );
  return (
    <ChartFrame
      {...props}
      summary={
        most === undefined
          ? 'Nothing is held and nothing is planned.'
          : `The largest change is ${most.name}: from ${formatPercent(most.before)} to ${formatPercent(most.after)}, with a target of ${formatPercent(most.target)}.`
      }
      table={{
        columns: [
          { header: 'Symbol', kind: 'text' },
          { header: 'Name', kind: 'text' },
          { header: 'Before', kind: 'percent' },
          { header: 'After', kind: 'percent' },
          { header: 'Plan', kind: 'percent' },
        ],
        rows: rows.map(({ symbol, name, before, after, target }) => [symbol, name, before, after, target]),
      }}
    >
      <div className="flex flex-col text-small">
        <ul>
          {rows.map((row) => (
            <BeforeAfterEntry key={row.symbol} row={row} scaleMax={scaleMax} />
          ))}
        </ul>
        <p aria-hidden className="flex flex-wrap gap-x-5 gap-y-1 border-t border-hairline pt-3 text-muted">
          <span className="flex items-center gap-2">
            <span className="h-2 w-5 border border-muted" /> before
          </span>
          <span className="flex items-center gap-2">
            <span className="h-2 w-5 bg-muted" /> after
          </span>
          <span className="flex items-center gap-2">
            <span className="h-4 w-0.5 bg-ink" /> plan
          </span>
        </p>
      </div>
    </ChartFrame>
  );
}

function BeforeAfterEntry({ row, scaleMax }: { readonly row: BeforeAfterRow; readonly scaleMax: number }) {
  const { color } = ASSET_CLASSES[row.assetClass];
  const width = (value: number): string => `${(Math.max(0, value) / scaleMax) * 100}%`;
  return (
    <li className="grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-2 border-t border-hairline py-3 sm:grid-cols-[minmax(10rem,1fr)_1.4fr_13rem]">
      <span className="min-w-0 truncate">
        <span className="font-strong">{row.symbol}</span> <span className="text-muted">{row.name}</span>
      </span>
      <span
        aria-hidden
        className="relative col-span-2 row-start-2 block h-6 sm:col-span-1 sm:col-start-2 sm:row-start-1"
      >
        <span
          className="absolute top-0.5 left-0 h-2 border"
          style={{ width: width(row.before), borderColor: color, borderWidth: row.before > 0 ? 1 : 0 }}
        />
        <span
          className="absolute bottom-0.5 left-0 h-2.5 transition-[width]"
          style={{ width: width(row.after), background: color }}
        />
        <span className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-ink" style={{ left: width(row.target) }} />
      </span>
      <span className="figures text-end sm:col-start-3">
        <span className="text-muted">{formatPercent(row.before)} to</span> {formatPercent(row.after)}{' '}
        <span className="inline-block min-w-18 text-muted">{formatPoints(row.after - row.before)}</span>
      </span>
    </li>
  );
}
