'use client';

import { type RefObject, useState } from 'react';
import { Button } from '@/components/ui/button';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { FrontierGrip, FrontierHandle } from './frontier-handle';
import { CornerShape, type ExplorerMark, FrontierKey, FrontierMarks, type RiskReturn } from './frontier-marks';
import { AXIS_TEXT } from './line-styles';
import { ReadOut } from './read-out';
import { linearTicks, percentTickDecimals, scalePosition } from './scales';
import { useElementWidth } from './use-element-width';

export interface FrontierExplorerProps extends ChartTexts {
  /** From the least risky mix to the one with the most expected return. */
  readonly points: readonly RiskReturn[];
  /** Where a holding joins, leaves or meets a limit: between two corners all weights move along straight lines. */
  readonly corners: readonly RiskReturn[];
  readonly marks: readonly ExplorerMark[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
  /** What decimals a year are above: cash, for the Sharpe ratio. */
  readonly cashReturn: number;
  /** The limits clash now, so this is the frontier of the last ones that did not. */
  readonly isStale: boolean;
  /** For a picture of the drawing. */
  readonly drawing: RefObject<SVGSVGElement | null>;
}

const HEIGHT = 440;
const PLOT = { top: 32, right: 16, bottom: 52, left: 52 } as const;
/** Instruments more volatile than this many times the boldest mix would press the frontier flat. */
const NEAR_FACTOR = 2.2;

/** The best mixes as a line that can be walked along, among everything they are made of and compared with. */
export function FrontierExplorer(props: FrontierExplorerProps) {
  const { points, corners, marks, chosen, cashReturn } = props;
  const [ref, width] = useElementWidth();
  const [isWhole, setIsWhole] = useState(false);
  const farthest = Math.max(...points.map(({ volatility }) => volatility)) * NEAR_FACTOR;
  const near = marks.filter(({ kind, volatility }) => kind !== 'instrument' || volatility <= farthest);
  const beyond = marks.filter((mark) => !near.includes(mark));
  const sharpe = ({ expectedReturn, volatility }: RiskReturn): number | null =>
    volatility > 0 ? (expectedReturn - cashReturn) / volatility : null;
  const row = (name: string, kind: string, point: RiskReturn) =>
    [name, kind, point.volatility, point.expectedReturn, sharpe(point)] as const;
  return (
    <ChartFrame
      {...props}
      summary={summaryOf(points, marks)}
      table={{
        columns: [
          { header: 'Name', kind: 'text' },
          { header: 'Kind', kind: 'text' },
          { header: 'Volatility', kind: 'percent' },
          { header: 'Expected return', kind: 'percent' },
          { header: 'Sharpe', kind: 'number' },
        ],
        rows: [
          ...marks.map((mark) => row(mark.label, mark.kind, mark)),
          ...points.map((point, index) =>
            row(`Frontier ${index + 1}`, index === chosen ? 'chosen mix' : 'best mix', point),
          ),
          ...corners.map((point, index) => row(`Corner ${index + 1}`, 'corner', point)),
        ],
      }}
    >
      <div className="flex flex-col gap-2">
        <div ref={ref} className="relative" style={{ minHeight: HEIGHT }}>
          {width !== undefined && <Drawing {...props} width={width} marks={isWhole ? marks : near} />}
        </div>
        <FrontierKey hasCorners={corners.length > 0} />
        {beyond.length > 0 && (
          <p className="flex flex-wrap items-center gap-x-3 text-small text-muted">
            <span>
              {isWhole ? 'All instruments are drawn.' : `Off to the right: ${beyond.map(offText).join(', ')}.`}
            </span>
            <Button variant="quiet" size="small" className="-mx-3" onClick={() => setIsWhole(!isWhole)}>
              {isWhole ? 'Look near the frontier' : 'Show them'}
            </Button>
          </p>
        )}
      </div>
    </ChartFrame>
  );
}

const offText = ({ label, volatility, expectedReturn }: ExplorerMark): string =>
  `${label} (${formatPercent(volatility)} volatility, ${formatPercent(expectedReturn)} expected)`;

function summaryOf(points: readonly RiskReturn[], marks: readonly ExplorerMark[]): string {
  const [calm, bold] = [points[0], points.at(-1)];
  if (calm === undefined || bold === undefined) return 'No mix.';
  const said = ({ expectedReturn, volatility }: RiskReturn): string =>
    `${formatPercent(expectedReturn)} expected at ${formatPercent(volatility)} volatility`;
  const own = marks.filter(({ kind }) => kind === 'yardstick').map((mark) => `${mark.label}: ${said(mark)}.`);
  return [`The best mixes run from ${said(calm)} to ${said(bold)}.`, ...own].join(' ');
}

interface DrawingProps extends FrontierExplorerProps {
  readonly width: number;
}

const endsOf = (ticks: readonly number[]): [number, number] => [ticks[0] ?? 0, ticks.at(-1) ?? 1];

function Drawing(props: DrawingProps) {
  const { title, points, corners, marks, chosen, onChoose, cashReturn, isStale, drawing, width } = props;
  const [active, setActive] = useState<ExplorerMark>();
  const all: readonly RiskReturn[] = [...points, ...marks];
  const returns = all.map(({ expectedReturn }) => expectedReturn);
  const xTicks = linearTicks(0, Math.max(...all.map(({ volatility }) => volatility)), width < 560 ? 4 : 7);
  const yTicks = linearTicks(Math.min(0, ...returns), Math.max(...returns), 6);
  const [xEnds, yEnds] = [endsOf(xTicks), endsOf(yTicks)];
  const plot = { left: PLOT.left, top: PLOT.top, right: width - PLOT.right, bottom: HEIGHT - PLOT.bottom };
  const pixel = ({ volatility, expectedReturn }: RiskReturn) => ({
    x: plot.left + scalePosition(volatility, xEnds) * (plot.right - plot.left),
    y: plot.bottom - scalePosition(expectedReturn, yEnds) * (plot.bottom - plot.top),
  });
  const curve = points.map(pixel);
  const chosenPixel = curve[chosen];
  const activePixel = active === undefined ? undefined : pixel(active);
  return (
    <>
      <svg
        ref={drawing}
        width={width}
        height={HEIGHT}
        role="group"
        aria-label={title}
        className="block select-none"
        onPointerDownCapture={() => setActive(undefined)}
      >
        <Axes xTicks={xTicks} yTicks={yTicks} plot={plot} pixel={pixel} />
        {chosenPixel !== undefined && (
          <g aria-hidden stroke="var(--accent)" strokeDasharray="2 3">
            <line x1={plot.left} x2={chosenPixel.x} y1={chosenPixel.y} y2={chosenPixel.y} />
            <line x1={chosenPixel.x} x2={chosenPixel.x} y1={chosenPixel.y} y2={plot.bottom} />
          </g>
        )}
        <polyline
          points={curve.map(({ x, y }) => `${x},${y}`).join(' ')}
          fill="none"
          stroke="var(--ink)"
          strokeWidth={2}
          strokeLinejoin="round"
          strokeLinecap="round"
          strokeDasharray={isStale ? '4 5' : undefined}
          opacity={isStale ? 0.5 : 1}
        />
        {corners.map(pixel).map(({ x, y }) => (
          <CornerShape key={`${x} ${y}`} x={x} y={y} />
        ))}
        <FrontierGrip curve={curve} onChoose={onChoose} drawing={drawing} />
        <FrontierMarks marks={marks} pixel={pixel} plot={plot} curve={curve} onActive={setActive} />
        <FrontierHandle points={points} curve={curve} chosen={chosen} onChoose={onChoose} drawing={drawing} />
      </svg>
      {active !== undefined && activePixel !== undefined && (
        <div
          className="pointer-events-none absolute z-10 w-60"
          style={{
            left: Math.min(Math.max(activePixel.x - 120, 0), width - 240),
            ...(activePixel.y > HEIGHT / 2 ? { bottom: HEIGHT - activePixel.y + 14 } : { top: activePixel.y + 14 }),
          }}
        >
          <ReadOut
            title={active.label}
            items={[
              { label: 'Expected return', value: formatPercent(active.expectedReturn) },
              { label: 'Volatility', value: formatPercent(active.volatility) },
              {
                label: 'Sharpe',
                value:
                  active.volatility > 0 ? formatNumber((active.expectedReturn - cashReturn) / active.volatility) : '–',
              },
            ]}
          />
        </div>
      )}
    </>
  );
}

interface AxesProps {
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  readonly plot: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  readonly pixel: (point: RiskReturn) => { readonly x: number; readonly y: number };
}

/** Named in the corners: turned or squeezed words beside an axis are hard to read. */
function Axes({ xTicks, yTicks, plot, pixel }: AxesProps) {
  const [xDecimals, yDecimals] = [percentTickDecimals(xTicks), percentTickDecimals(yTicks)];
  return (
    <g aria-hidden>
      {yTicks.map((tick) => {
        const { y } = pixel({ volatility: 0, expectedReturn: tick });
        return (
          <g key={tick}>
            <line x1={plot.left} x2={plot.right} y1={y} y2={y} stroke="var(--hairline)" />
            <text x={plot.left - 8} y={y} textAnchor="end" dominantBaseline="central" {...AXIS_TEXT}>
              {formatPercent(tick, { decimals: yDecimals })}
            </text>
          </g>
        );
      })}
      <line x1={plot.left} x2={plot.right} y1={plot.bottom} y2={plot.bottom} stroke="var(--outline)" />
      {xTicks.map((tick, index) => {
        const { x } = pixel({ volatility: tick, expectedReturn: 0 });
        return (
          <text
            key={tick}
            x={x}
            y={plot.bottom + 18}
            textAnchor={index === xTicks.length - 1 ? 'end' : 'middle'}
            {...AXIS_TEXT}
          >
            {formatPercent(tick, { decimals: xDecimals })}
          </text>
        );
      })}
      <text x={0} y={14} {...AXIS_TEXT}>
        Expected return, a year
      </text>
      <text x={plot.right} y={plot.bottom + 44} textAnchor="end" {...AXIS_TEXT}>
        Volatility, a year
      </text>
    </g>
  );
}
