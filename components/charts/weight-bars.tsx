'use client';

import { formatPercent } from '@/lib/shared/format/percent';
import { ASSET_CLASSES, type AssetClassId } from './asset-classes';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { ShareBar } from './share-bar';

export interface WeightBarsRow {
  readonly symbol: string;
  readonly name: string;
  readonly assetClass: AssetClassId;
  readonly weight: number;
  /** Share of the portfolio's risk, decimals that add up to one; below zero for a holding that lowers it. */
  readonly riskContribution: number;
}

export interface WeightBarsProps extends ChartTexts {
  readonly rows: readonly WeightBarsRow[];
}

/** What each holding weighs beside what it does to the risk, on one scale: the two are seldom alike. */
export function WeightBars(props: WeightBarsProps) {
  const { rows } = props;
  const values = rows.flatMap(({ weight, riskContribution }) => [weight, riskContribution]);
  const ends = [Math.min(0, ...values), Math.max(0.01, ...values)] as const;
  const riskiest = rows.toSorted((left, right) => right.riskContribution - left.riskContribution)[0];
  return (
    <ChartFrame
      {...props}
      summary={
        riskiest === undefined
          ? 'No holdings.'
          : `${riskiest.name} carries most of the risk: ${formatPercent(riskiest.riskContribution)} of it, at ${formatPercent(riskiest.weight)} of the money.`
      }
      table={{
        columns: [
          { header: 'Symbol', kind: 'text' },
          { header: 'Name', kind: 'text' },
          { header: 'Weight', kind: 'percent' },
          { header: 'Share of risk', kind: 'percent' },
        ],
        rows: rows.map(({ symbol, name, weight, riskContribution }) => [symbol, name, weight, riskContribution]),
      }}
    >
      <div className="flex flex-col text-small">
        <div
          aria-hidden
          className="grid grid-cols-2 gap-x-6 pb-2 text-muted sm:grid-cols-[minmax(10rem,1.3fr)_1fr_1fr]"
        >
          <span className="hidden sm:block" />
          <span>Share of money</span>
          <span>Share of risk</span>
        </div>
        <ul>
          {rows.map((row) => (
            <WeightBarsEntry key={row.symbol} row={row} ends={ends} />
          ))}
        </ul>
      </div>
    </ChartFrame>
  );
}

function WeightBarsEntry({ row, ends }: { readonly row: WeightBarsRow; readonly ends: readonly [number, number] }) {
  const { color } = ASSET_CLASSES[row.assetClass];
  return (
    <li className="grid grid-cols-2 items-center gap-x-6 gap-y-1.5 border-t border-hairline py-3 sm:grid-cols-[minmax(10rem,1.3fr)_1fr_1fr]">
      <span className="col-span-2 min-w-0 truncate sm:col-span-1">
        <span className="font-strong">{row.symbol}</span> <span className="text-muted">{row.name}</span>
      </span>
      <Measure label="Share of money" value={row.weight} ends={ends} color={color} isHollow={false} />
      <Measure label="Share of risk" value={row.riskContribution} ends={ends} color={color} isHollow />
    </li>
  );
}

interface MeasureProps {
  readonly label: string;
  readonly value: number;
  readonly ends: readonly [number, number];
  readonly color: string;
  readonly isHollow: boolean;
}

function Measure({ label, value, ends, color, isHollow }: MeasureProps) {
  return (
    <div className="flex items-center gap-3">
      <ShareBar value={value} ends={ends} color={color} isHollow={isHollow} />
      <span className="figures w-14 shrink-0 text-end">
        <span className="sr-only">{label} </span>
        {formatPercent(value)}
      </span>
    </div>
  );
}
