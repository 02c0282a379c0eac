'use client';

import type { ReactNode } from 'react';
import { ChartFrame } from '@/components/charts/chart-frame';
import { AXIS_TEXT } from '@/components/charts/line-styles';
import { ValueLabels } from '@/components/charts/plot-labels';
import { linearTicks, scalePosition } from '@/components/charts/scales';
import { useElementWidth } from '@/components/charts/use-element-width';
import type { SearchEvidence } from '@/lib/shared/contracts/search';
import { formatNumber } from '@/lib/shared/format/number';

export interface SearchScatterProps {
  readonly overfitting: SearchEvidence['overfitting'];
  readonly source: ReactNode;
}

const HEIGHT = 320;
const PLOT = { top: 16, right: 16, bottom: 32, left: 56 } as const;
const TITLE = 'Sharpe ratio of each split’s winner, where it was chosen and where it was not';

/** One point a split; on a slope of one the choice would carry over whole. */
export function SearchScatter({ overfitting, source }: SearchScatterProps) {
  const [ref, width] = useElementWidth();
  const { inSample, outOfSample, degradation } = overfitting;
  const slope =
    degradation === null
      ? ''
      : ` A ratio higher by 1 where it was chosen went with a change of ${formatNumber(degradation.slope, { sign: 'always' })} where it was not.`;
  return (
    <ChartFrame
      takeaway={`The past was cut in ${inSample.length} ways into two halves: one chose, the other judged.${slope}`}
      title={TITLE}
      source={source}
      summary={`${inSample.length} splits.${slope}`}
      table={{
        columns: [
          { header: 'Where it was chosen', kind: 'number' },
          { header: 'Where it was not', kind: 'number' },
        ],
        rows: inSample.map((value, split) => [value, outOfSample[split] ?? null]),
      }}
    >
      <div className="flex flex-col gap-2">
        <div ref={ref} style={{ minHeight: HEIGHT }}>
          {width !== undefined && <Drawing width={width} inSample={inSample} outOfSample={outOfSample} />}
        </div>
        <p className="text-small text-muted">Across: where it was chosen. Up: where it was not.</p>
      </div>
    </ChartFrame>
  );
}

type DrawingProps = Pick<SearchEvidence['overfitting'], 'inSample' | 'outOfSample'> & { readonly width: number };

const endsOf = (ticks: readonly number[]): readonly [number, number] => [ticks[0] ?? 0, ticks.at(-1) ?? 1];

function Drawing({ width, inSample, outOfSample }: DrawingProps) {
  const xTicks = linearTicks(Math.min(...inSample), Math.max(...inSample), width < 560 ? 4 : 7);
  const yTicks = linearTicks(Math.min(0, ...outOfSample), Math.max(0, ...outOfSample), 6);
  const right = width - PLOT.right;
  const bottom = HEIGHT - PLOT.bottom;
  const x = (value: number): number => PLOT.left + scalePosition(value, endsOf(xTicks)) * (right - PLOT.left);
  const y = (value: number): number => bottom - scalePosition(value, endsOf(yTicks)) * (bottom - PLOT.top);
  return (
    <svg width={width} height={HEIGHT} role="img" aria-label={TITLE} className="block">
      {yTicks.map((tick) => (
        <line
          key={tick}
          x1={PLOT.left}
          x2={right}
          y1={y(tick)}
          y2={y(tick)}
          stroke={tick === 0 ? 'var(--outline)' : 'var(--hairline)'}
        />
      ))}
      <g aria-hidden>
        <ValueLabels values={yTicks} text={formatNumber} left={PLOT.left} y={y} />
        {xTicks.map((tick) => (
          <text key={tick} x={x(tick)} y={bottom + 20} textAnchor="middle" {...AXIS_TEXT}>
            {formatNumber(tick)}
          </text>
        ))}
      </g>
      {inSample.map((value, split) => (
        <circle
          key={split}
          cx={x(value)}
          cy={y(outOfSample[split] ?? 0)}
          r={3}
          fill="var(--accent)"
          fillOpacity={0.45}
        />
      ))}
    </svg>
  );
}
