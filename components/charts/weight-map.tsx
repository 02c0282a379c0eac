'use client';

import { formatPercent } from '@/lib/shared/format/percent';
import { ASSET_CLASSES, type AssetClassId, byAssetClass } from './asset-classes';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { AXIS_TEXT } from './line-styles';
import { ValueLabels } from './plot-labels';
import { linearTicks, percentTickDecimals } from './scales';
import { useElementWidth } from './use-element-width';

export interface WeightMapProps extends ChartTexts {
  readonly instruments: readonly { readonly symbol: string; readonly assetClass: AssetClassId }[];
  /** Along the frontier, rising in expected return; weights in the order of the instruments. */
  readonly points: readonly { readonly expectedReturn: number; readonly weights: readonly number[] }[];
  readonly chosen: number;
}

const HEIGHT = 300;
const PLOT = { top: 8, right: 16, bottom: 52, left: 52 } as const;
const SHARES = [0, 0.25, 0.5, 0.75, 1] as const;
const CHARACTER_WIDTH = 8.4;
/** Room that a name needs of an area's height. */
const NAME_HEIGHT = 20;

interface Area {
  readonly symbol: string;
  readonly color: string;
  /** Shares of the whole below and including this instrument, one pair a point. */
  readonly edges: readonly (readonly [number, number])[];
}

/** Instruments of a class lie together, in the fixed order of the classes. */
function areasOf({ instruments, points }: Pick<WeightMapProps, 'instruments' | 'points'>): Area[] {
  const columns = instruments
    .map((instrument, column) => ({ ...instrument, column }))
    .toSorted((left, right) => byAssetClass(left.assetClass, right.assetClass));
  const below = points.map(() => 0);
  return columns.map(({ symbol, assetClass, column }) => {
    const edges = points.map(({ weights }, at): readonly [number, number] => {
      const low = below[at] ?? 0;
      const high = low + (weights[column] ?? 0);
      below[at] = high;
      return [low, high];
    });
    return { symbol, color: ASSET_CLASSES[assetClass].color, edges };
  });
}

/** What the best mixes are made of, from the calmest on the left to the boldest on the right. */
export function WeightMap(props: WeightMapProps) {
  const { instruments, points, chosen } = props;
  const [ref, width] = useElementWidth();
  return (
    <ChartFrame
      {...props}
      summary={summaryOf(props)}
      table={{
        columns: [
          { header: 'Expected return', kind: 'percent' },
          ...instruments.map(({ symbol }) => ({ header: symbol, kind: 'percent' as const })),
        ],
        rows: points.map(({ expectedReturn, weights }) => [expectedReturn, ...weights]),
      }}
    >
      <div ref={ref} style={{ minHeight: HEIGHT }}>
        {width !== undefined && points.length > 1 && (
          <Drawing areas={areasOf(props)} points={points} chosen={chosen} width={width} title={props.title} />
        )}
      </div>
    </ChartFrame>
  );
}

function summaryOf({ instruments, points }: WeightMapProps): string {
  const most = ({ weights }: WeightMapProps['points'][number]): string => {
    const largest = Math.max(...weights);
    return `${instruments[weights.indexOf(largest)]?.symbol ?? ''} at ${formatPercent(largest)}`;
  };
  const [calm, bold] = [points[0], points.at(-1)];
  if (calm === undefined || bold === undefined) return 'No mix.';
  return `Largest holding of the calmest mix: ${most(calm)}; of the boldest: ${most(bold)}.`;
}

interface DrawingProps extends Pick<WeightMapProps, 'points' | 'chosen' | 'title'> {
  readonly areas: readonly Area[];
  readonly width: number;
}

function Drawing({ areas, points, chosen, width, title }: DrawingProps) {
  const returns = points.map(({ expectedReturn }) => expectedReturn);
  const [low, high] = [returns[0] ?? 0, returns.at(-1) ?? 1];
  const plot = { left: PLOT.left, right: width - PLOT.right, top: PLOT.top, bottom: HEIGHT - PLOT.bottom };
  const x = (expectedReturn: number): number =>
    plot.left + ((expectedReturn - low) / (high - low || 1)) * (plot.right - plot.left);
  const y = (share: number): number => plot.bottom - share * (plot.bottom - plot.top);
  const ticks = linearTicks(low, high, width < 560 ? 4 : 7).filter((tick) => tick >= low && tick <= high);
  const decimals = percentTickDecimals(ticks);
  const chosenX = x(returns[chosen] ?? low);
  return (
    <svg width={width} height={HEIGHT} role="img" aria-label={title} className="block">
      {areas.map(({ symbol, color, edges }) => (
        <polygon
          key={symbol}
          points={[
            ...edges.map(([, top], at) => `${x(returns[at] ?? low)},${y(top)}`),
            ...edges.map(([bottom], at) => `${x(returns[at] ?? low)},${y(bottom)}`).reverse(),
          ].join(' ')}
          fill={color}
          stroke="var(--paper)"
          strokeWidth={1}
        />
      ))}
      <line x1={chosenX} x2={chosenX} y1={plot.top} y2={plot.bottom} stroke="var(--paper)" strokeWidth={4} />
      <line x1={chosenX} x2={chosenX} y1={plot.top} y2={plot.bottom} stroke="var(--accent)" strokeWidth={2} />
      {areaNames(areas, (at) => x(returns[at] ?? low), y, plot).map((name) => (
        <AreaChip key={name.symbol} name={name} />
      ))}
      <g aria-hidden>
        <ValueLabels values={SHARES} text={(share) => formatPercent(share, { decimals: 0 })} left={plot.left} y={y} />
        {ticks.map((tick) => (
          <text key={tick} x={x(tick)} y={plot.bottom + 18} textAnchor="middle" {...AXIS_TEXT}>
            {formatPercent(tick, { decimals })}
          </text>
        ))}
        <text x={plot.right} y={plot.bottom + 44} textAnchor="end" {...AXIS_TEXT}>
          Expected return, a year
        </text>
      </g>
    </svg>
  );
}

interface AreaName {
  readonly symbol: string;
  readonly x: number;
  readonly y: number;
  readonly half: number;
}

/** A name stands where its area is thickest, if it is thick enough there and no thicker one has the place. */
function areaNames(
  areas: readonly Area[],
  x: (at: number) => number,
  y: (share: number) => number,
  plot: { readonly left: number; readonly right: number },
): AreaName[] {
  const places = areas.map(({ symbol, edges }) => {
    const heights = edges.map(([low, high]) => y(low) - y(high));
    const most = Math.max(...heights);
    const at = heights.indexOf(most);
    const [low, high] = edges[at] ?? [0, 0];
    const half = (symbol.length * CHARACTER_WIDTH) / 2 + 4;
    const middle = Math.min(Math.max(x(at), plot.left + half + 6), plot.right - half - 6);
    return { symbol, most, half, x: middle, y: (y(low) + y(high)) / 2 };
  });
  const named: AreaName[] = [];
  for (const place of places.sort((left, right) => right.most - left.most)) {
    const isFree = named.every(
      (other) => Math.abs(other.x - place.x) >= other.half + place.half || Math.abs(other.y - place.y) >= NAME_HEIGHT,
    );
    if (place.most >= NAME_HEIGHT && isFree) named.push(place);
  }
  return named;
}

function AreaChip({ name: { symbol, x, y, half } }: { readonly name: AreaName }) {
  return (
    <g aria-hidden>
      <rect x={x - half} y={y - NAME_HEIGHT / 2} width={2 * half} height={NAME_HEIGHT} rx={3} fill="var(--paper)" />
      <text x={x} y={y} textAnchor="middle" dominantBaseline="central" {...AXIS_TEXT} fill="var(--ink)">
        {symbol}
      </text>
    </g>
  );
}
