'use client';

import { useState } from 'react';
import { Pie, PieChart } from 'recharts';
import { formatCount } from '@/lib/shared/format/quantity';
import { formatPercent } from '@/lib/shared/format/percent';
import { ASSET_CLASSES, type AssetClassId, byAssetClass } from './asset-classes';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { sharesSummary } from './summaries';
import { useIsHydrated } from '@/components/ui/use-is-hydrated';

export interface AllocationHolding {
  readonly symbol: string;
  readonly name: string;
  readonly assetClass: AssetClassId;
  /** Decimal share of the portfolio, at least zero. */
  readonly weight: number;
}

export interface AllocationDonutProps extends ChartTexts {
  readonly holdings: readonly AllocationHolding[];
}

interface ClassShare {
  readonly id: AssetClassId;
  readonly label: string;
  readonly color: string;
  readonly share: number;
  readonly holdings: readonly AllocationHolding[];
}

const SIZE = 232;
const RING_WIDTH = 30;

/** The ring shows each holding in the hue of its class; the list beside it carries every figure. */
export function AllocationDonut(props: AllocationDonutProps) {
  const classes = groupByClass(props.holdings);
  const ordered = classes.flatMap(({ holdings }) => holdings);
  const [active, setActive] = useState<AssetClassId>();
  const shown = classes.find(({ id }) => id === active);
  const isHydrated = useIsHydrated();
  return (
    <ChartFrame
      {...props}
      summary={sharesSummary(classes)}
      table={{
        columns: [
          { header: 'Symbol', kind: 'text' },
          { header: 'Name', kind: 'text' },
          { header: 'Asset class', kind: 'text' },
          { header: 'Weight', kind: 'percent' },
        ],
        rows: ordered.map(({ symbol, name, assetClass, weight }) => [
          symbol,
          name,
          ASSET_CLASSES[assetClass].label,
          weight,
        ]),
      }}
    >
      <div className="flex flex-col items-center gap-8 sm:flex-row sm:items-start sm:gap-12">
        <div aria-hidden className="relative shrink-0" style={{ width: SIZE, height: SIZE }}>
          {isHydrated && (
            <PieChart width={SIZE} height={SIZE} accessibilityLayer={false}>
              <Pie
                data={ordered.map(({ symbol, assetClass, weight }) => ({
                  symbol,
                  weight,
                  fill: ASSET_CLASSES[assetClass].color,
                  fillOpacity: active === undefined || active === assetClass ? 1 : 0.25,
                }))}
                dataKey="weight"
                nameKey="symbol"
                innerRadius={SIZE / 2 - RING_WIDTH}
                outerRadius={SIZE / 2}
                startAngle={90}
                endAngle={-270}
                stroke="var(--paper)"
                strokeWidth={1.5}
                rootTabIndex={-1}
                isAnimationActive={false}
                onMouseEnter={(_, index) => setActive(ordered[index]?.assetClass)}
                onMouseLeave={() => setActive(undefined)}
              />
            </PieChart>
          )}
          <div className="pointer-events-none absolute inset-0 flex flex-col items-center justify-center text-center">
            <span className="figures text-title">
              {shown === undefined ? ordered.length : formatPercent(shown.share, { decimals: 0 })}
            </span>
            <span className="text-small text-muted">
              {shown === undefined ? formatCount(ordered.length, 'holding').replace(/^\S+ /, '') : shown.label}
            </span>
          </div>
        </div>
        <ul className="flex w-full min-w-0 flex-1 flex-col">
          {classes.map((entry) => (
            <ClassEntry key={entry.id} entry={entry} onActive={setActive} />
          ))}
        </ul>
      </div>
    </ChartFrame>
  );
}

interface ClassEntryProps {
  readonly entry: ClassShare;
  readonly onActive: (id: AssetClassId | undefined) => void;
}

function ClassEntry({ entry, onActive }: ClassEntryProps) {
  return (
    <li
      className="border-b border-hairline py-3 first:pt-0 last:border-b-0"
      onMouseEnter={() => onActive(entry.id)}
      onMouseLeave={() => onActive(undefined)}
    >
      <div className="flex items-baseline justify-between gap-4 font-strong">
        <span className="flex items-center gap-2.5">
          <span aria-hidden className="size-3 rounded-[2px]" style={{ background: entry.color }} />
          {entry.label}
        </span>
        <span className="figures">{formatPercent(entry.share)}</span>
      </div>
      <ul className="flex flex-col gap-1 pt-1.5 ps-[22px] text-small text-muted">
        {entry.holdings.map(({ symbol, name, weight }) => (
          <li key={symbol} className="flex items-baseline justify-between gap-4">
            <span className="min-w-0 truncate">
              <span className="text-ink">{symbol}</span> {name}
            </span>
            <span className="figures">{formatPercent(weight)}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}

function groupByClass(holdings: readonly AllocationHolding[]): ClassShare[] {
  const ids = [...new Set(holdings.map(({ assetClass }) => assetClass))].sort(byAssetClass);
  return ids.map((id) => {
    const members = holdings
      .filter(({ assetClass, weight }) => assetClass === id && weight > 0)
      .sort((left, right) => right.weight - left.weight);
    return { id, ...ASSET_CLASSES[id], share: members.reduce((sum, { weight }) => sum + weight, 0), holdings: members };
  });
}
