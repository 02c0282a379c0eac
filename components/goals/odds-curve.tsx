'use client';

import { ChartFrame, type ChartTexts } from '@/components/charts/chart-frame';
import { AXIS_TEXT } from '@/components/charts/line-styles';
import { ValueLabels } from '@/components/charts/plot-labels';
import { linearTicks, percentTickDecimals, scalePosition } from '@/components/charts/scales';
import { useElementWidth } from '@/components/charts/use-element-width';
import type { GoalMix } from '@/lib/shared/contracts/goal';
import { formatPercent } from '@/lib/shared/format/percent';
import { chanceText } from './goal-words';

export interface OddsCurveProps extends ChartTexts {
  /** From calm to bold. */
  readonly mixes: readonly GoalMix[];
  readonly chosen: string;
  /** Odds from which on the goal is on track. */
  readonly onTrackMin: number;
}

const HEIGHT = 280;
const PLOT = { top: 12, right: 20, bottom: 56, left: 56 } as const;
const ODDS = [0, 0.25, 0.5, 0.75, 1] as const;

/** Risk on the way against the odds of arriving. */
export function OddsCurve(props: OddsCurveProps) {
  const { mixes, chosen } = props;
  const [ref, width] = useElementWidth();
  const own = mixes.find(({ id }) => id === chosen);
  const best = mixes.reduce(
    (most, mix) => (mix.odds.probability > most.odds.probability ? mix : most),
    mixes[0] ?? NONE,
  );
  const ownText = own === undefined ? '' : `${own.label}: ${chanceText(own.odds.probability)}. `;
  return (
    <ChartFrame
      {...props}
      summary={`${ownText}The best odds among these: ${best.label}, ${chanceText(best.odds.probability)}.`}
      table={{
        columns: [
          { header: 'Mix', kind: 'text' },
          { header: 'Volatility a year', kind: 'percent' },
          { header: 'Expected return a year', kind: 'percent' },
          { header: 'Odds', kind: 'percent' },
          { header: 'Standard error', kind: 'percent' },
        ],
        rows: mixes.map((mix) => [
          mix.label,
          mix.volatility,
          mix.expectedReturn,
          mix.odds.probability,
          mix.odds.standardError,
        ]),
      }}
    >
      <div ref={ref} style={{ minHeight: HEIGHT }}>
        {width !== undefined && <Drawing {...props} width={width} />}
      </div>
    </ChartFrame>
  );
}

const NONE: GoalMix = {
  id: 'none',
  label: 'No mix',
  isAboveProfile: false,
  volatility: 0,
  expectedReturn: 0,
  odds: { probability: 0, standardError: 0 },
};

function Drawing({ mixes, chosen, onTrackMin, title, width }: OddsCurveProps & { readonly width: number }) {
  const ticks = linearTicks(0, Math.max(0.01, ...mixes.map(({ volatility }) => volatility)), 6);
  const decimals = percentTickDecimals(ticks);
  const right = width - PLOT.right;
  const bottom = HEIGHT - PLOT.bottom;
  const x = (value: number): number => PLOT.left + scalePosition(value, [0, ticks.at(-1) ?? 1]) * (right - PLOT.left);
  const y = (odds: number): number => bottom - odds * (bottom - PLOT.top);
  const place = ({ volatility, odds }: GoalMix): string => `${x(volatility)},${y(odds.probability)}`;
  return (
    <svg width={width} height={HEIGHT} role="img" aria-label={title}>
      {ODDS.map((odds) => (
        <line key={odds} x1={PLOT.left} x2={right} y1={y(odds)} y2={y(odds)} stroke="var(--hairline)" />
      ))}
      <line
        x1={PLOT.left}
        x2={right}
        y1={y(onTrackMin)}
        y2={y(onTrackMin)}
        stroke="var(--ink)"
        strokeWidth={1.5}
        strokeDasharray="6 4"
      />
      <polyline points={mixes.map(place).join(' ')} fill="none" stroke="var(--muted)" strokeWidth={1.5} />
      {mixes.map((mix) => {
        const isOwn = mix.id === chosen;
        return (
          <circle
            key={mix.id}
            cx={x(mix.volatility)}
            cy={y(mix.odds.probability)}
            r={isOwn ? 7 : mix.level === undefined ? 3 : 5}
            fill={isOwn ? 'var(--accent)' : mix.isAboveProfile ? 'var(--paper)' : 'var(--ink)'}
            stroke={isOwn ? 'var(--paper)' : 'var(--ink)'}
            strokeWidth={1.5}
          />
        );
      })}
      <g aria-hidden>
        <ValueLabels values={ODDS} text={(odds) => formatPercent(odds, { decimals: 0 })} left={PLOT.left} y={y} />
        {ticks.map((tick) => (
          <text key={tick} x={x(tick)} y={bottom + 20} textAnchor="middle" {...AXIS_TEXT}>
            {formatPercent(tick, { decimals })}
          </text>
        ))}
        <text x={right} y={bottom + 46} textAnchor="end" {...AXIS_TEXT}>
          Volatility, a year
        </text>
      </g>
    </svg>
  );
}
