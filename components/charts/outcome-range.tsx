'use client';

import { formatPercent, formatPercentRange } from '@/lib/shared/format/percent';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { linearTicks, percentTickDecimals } from './scales';

export interface OutcomeInterval {
  readonly id: string;
  /** `The average year, as far as we know it`, `A single year`. */
  readonly label: string;
  /** What the interval means, with its level: `nine such ranges in ten hold the true average`. */
  readonly meaning: string;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  readonly isOwn?: boolean | undefined;
}

export interface OutcomeRangeProps extends ChartTexts {
  readonly intervals: readonly OutcomeInterval[];
}

/** Dot and whisker on one scale: how sure we are of the average, and apart from it how far single years swing. */
export function OutcomeRange(props: OutcomeRangeProps) {
  const { intervals } = props;
  const ticks = linearTicks(
    Math.min(0, ...intervals.map(({ low }) => low)),
    Math.max(0.01, ...intervals.map(({ high }) => high)),
    6,
  );
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const place = (value: number): string => `${((value - low) / (high - low)) * 100}%`;
  return (
    <ChartFrame
      {...props}
      summary={intervals
        .map(
          (entry) =>
            `${entry.label}: ${formatPercentRange(entry.low, entry.high)}, middle ${formatPercent(entry.middle)}.`,
        )
        .join(' ')}
      table={{
        columns: [
          { header: 'Range', kind: 'text' },
          { header: 'Low', kind: 'percent' },
          { header: 'Middle', kind: 'percent' },
          { header: 'High', kind: 'percent' },
        ],
        rows: intervals.map((entry) => [entry.label, entry.low, entry.middle, entry.high]),
      }}
    >
      <div className="flex flex-col text-small">
        <ul className="flex flex-col">
          {intervals.map((entry) => (
            <li key={entry.id} className="flex flex-col gap-1 border-t border-hairline py-4">
              <span className="flex flex-wrap items-baseline justify-between gap-x-6">
                <span className="font-strong">{entry.label}</span>
                <span className="figures">
                  {formatPercentRange(entry.low, entry.high)}, middle{' '}
                  <span className="font-strong">{formatPercent(entry.middle)}</span>
                </span>
              </span>
              <span className="text-muted">{entry.meaning}</span>
              <span aria-hidden className="relative mt-2 block h-5">
                {ticks.map((tick) => (
                  <span
                    key={tick}
                    className={`absolute -inset-y-1 w-px ${tick === 0 ? 'bg-outline' : 'bg-hairline'}`}
                    style={{ left: place(tick) }}
                  />
                ))}
                <Whisker
                  low={place(entry.low)}
                  middle={place(entry.middle)}
                  high={place(entry.high)}
                  isOwn={entry.isOwn !== false}
                />
              </span>
            </li>
          ))}
        </ul>
        <div aria-hidden className="figures relative h-6 border-t border-outline text-muted">
          {ticks.map((tick, index) => (
            <span
              key={tick}
              className={`absolute top-1 ${index === 0 ? '' : index === ticks.length - 1 ? '-translate-x-full' : '-translate-x-1/2'}`}
              style={{ left: place(tick) }}
            >
              {formatPercent(tick, { decimals: percentTickDecimals(ticks) })}
            </span>
          ))}
        </div>
      </div>
    </ChartFrame>
  );
}

interface WhiskerProps {
  readonly low: string;
  readonly middle: string;
  readonly high: string;
  readonly isOwn: boolean;
}

function Whisker({ low, middle, high, isOwn }: WhiskerProps) {
  const tone = isOwn ? 'bg-accent' : 'bg-ink';
  return (
    <>
      <span
        className={`absolute top-1/2 h-0.5 -translate-y-1/2 ${tone}`}
        style={{ left: low, right: `calc(100% - ${high})` }}
      />
      <span className={`absolute inset-y-1 w-0.5 -translate-x-1/2 ${tone}`} style={{ left: low }} />
      <span className={`absolute inset-y-1 w-0.5 -translate-x-1/2 ${tone}`} style={{ left: high }} />
      <span
        className={`absolute top-1/2 size-3.5 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-paper ${tone}`}
        style={{ left: middle }}
      />
    </>
  );
}
