'use client';

import { ChartFrame, type ChartTexts } from '@/components/charts/chart-frame';
import { placePointLabels } from '@/components/charts/label-layout';
import { AXIS_TEXT } from '@/components/charts/line-styles';
import { ValueLabels } from '@/components/charts/plot-labels';
import { linearTicks, percentTickDecimals, scalePosition } from '@/components/charts/scales';
import { useElementWidth } from '@/components/charts/use-element-width';
import type { GoalMix } from '@/lib/shared/contracts/goal';
import { formatPercent } from '@/lib/shared/format/percent';
import { bestMix, chanceText } from './goal-words';

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
const CHARACTER_WIDTH = 8.4;

/** Risk on the way against the odds of arriving. */
export function OddsCurve(props: OddsCurveProps) {
  const { mixes, chosen } = props;
  const [ref, width] = useElementWidth();
  const own = mixes.find(({ id }) => id === chosen);
  const best = bestMix(mixes);
  const summary = [
    ...(own === undefined ? [] : [`${own.label}: ${chanceText(own.odds.probability)}.`]),
    ...(best === undefined ? [] : [`The best odds among these: ${best.label}, ${chanceText(best.odds.probability)}.`]),
  ];
  return (
    <ChartFrame
      {...props}
      summary={summary.join(' ')}
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

function Drawing({ mixes, chosen, onTrackMin, title, width }: OddsCurveProps & { readonly width: number }) {
  const ticks = linearTicks(0, Math.max(0.01, ...mixes.map(({ volatility }) => volatility)), 6);
  const decimals = percentTickDecimals(ticks);
  const plot = { left: PLOT.left, right: width - PLOT.right, top: PLOT.top, bottom: HEIGHT - PLOT.bottom };
  const x = (value: number): number =>
    plot.left + scalePosition(value, [0, ticks.at(-1) ?? 1]) * (plot.right - plot.left);
  const y = (odds: number): number => plot.bottom - odds * (plot.bottom - plot.top);
  return (
    <svg width={width} height={HEIGHT} role="img" aria-label={title}>
      {ODDS.map((odds) => (
        <line key={odds} x1={plot.left} x2={plot.right} y1={y(odds)} y2={y(odds)} stroke="var(--hairline)" />
      ))}
      <line
        x1={plot.left}
        x2={plot.right}
        y1={y(onTrackMin)}
        y2={y(onTrackMin)}
        stroke="var(--ink)"
        strokeWidth={1.5}
        strokeDasharray="6 4"
      />
      <MixMarks mixes={mixes} chosen={chosen} x={x} y={y} plot={plot} />
      <g aria-hidden>
        <text x={plot.left + 8} y={y(onTrackMin) - 8} {...AXIS_TEXT}>
          On track
        </text>
        <ValueLabels values={ODDS} text={(odds) => formatPercent(odds, { decimals: 0 })} left={plot.left} y={y} />
        {ticks.map((tick) => (
          <text key={tick} x={x(tick)} y={plot.bottom + 20} textAnchor="middle" {...AXIS_TEXT}>
            {formatPercent(tick, { decimals })}
          </text>
        ))}
        <text x={plot.right} y={plot.bottom + 46} textAnchor="end" {...AXIS_TEXT}>
          Volatility, a year
        </text>
      </g>
    </svg>
  );
}

interface MixMarksProps extends Pick<OddsCurveProps, 'mixes' | 'chosen'> {
  readonly x: (volatility: number) => number;
  readonly y: (odds: number) => number;
  readonly plot: Parameters<typeof placePointLabels>[1];
}

/** The mixes of the plan carry their names; those between them are steps of the line. */
function MixMarks({ mixes, chosen, x, y, plot }: MixMarksProps) {
  const isOwn = ({ id }: GoalMix): boolean => id === chosen;
  const marks = mixes.map((mix) => ({ mix, at: { x: x(mix.volatility), y: y(mix.odds.probability) } }));
  const named = marks.filter(({ mix }) => mix.level !== undefined);
  const places = placePointLabels(
    named.map(({ mix, at }) => ({ ...at, width: mix.label.length * CHARACTER_WIDTH, isRequired: isOwn(mix) })),
    plot,
    marks.map(({ at }) => at),
  );
  return (
    <>
      <polyline
        points={marks.map(({ at }) => `${at.x},${at.y}`).join(' ')}
        fill="none"
        stroke="var(--muted)"
        strokeWidth={1.5}
      />
      {marks.map(({ mix, at }) => (
        <circle
          key={mix.id}
          cx={at.x}
          cy={at.y}
          r={isOwn(mix) ? 7 : mix.level === undefined ? 3 : 5}
          fill={isOwn(mix) ? 'var(--accent)' : mix.isAboveProfile ? 'var(--paper)' : 'var(--ink)'}
          stroke={isOwn(mix) ? 'var(--paper)' : 'var(--ink)'}
          strokeWidth={1.5}
        />
      ))}
      {named.map(({ mix, at }, index) => {
        const place = places[index];
        return place === undefined ? null : (
          <text
            key={mix.id}
            aria-hidden
            x={at.x + place.dx}
            y={at.y + place.dy}
            textAnchor={place.anchor}
            dominantBaseline="central"
            paintOrder="stroke"
            stroke="var(--paper)"
            strokeWidth={4}
            {...AXIS_TEXT}
            fill={isOwn(mix) ? 'var(--accent)' : 'var(--ink)'}
            fontWeight={isOwn(mix) ? 600 : 400}
          >
            {mix.label}
          </text>
        );
      })}
    </>
  );
}
