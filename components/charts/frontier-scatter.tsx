'use client';

import { useState } from 'react';
import { CartesianGrid, ComposedChart, Line, Scatter, type ScatterShapeProps, XAxis, YAxis } from 'recharts';
import { formatPercent } from '@/lib/shared/format/percent';
import { ASSET_CLASSES, type AssetClassId } from './asset-classes';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { type PlacedLabel, placePointLabels, type PlotPixel } from './label-layout';
import { AXIS_TEXT } from './line-styles';
import { ReadOut } from './read-out';
import { linearTicks, percentTickDecimals, scalePosition } from './scales';
import { useElementWidth } from './use-element-width';

/** Decimals per year. */
export interface RiskReturn {
  readonly volatility: number;
  readonly expectedReturn: number;
}

export interface FrontierPoint extends RiskReturn {
  readonly label: string;
}

export interface FrontierInstrument extends FrontierPoint {
  readonly assetClass: AssetClassId;
}

export interface FrontierScatterProps extends ChartTexts {
  /** From the least risky mix upward. */
  readonly frontier: readonly RiskReturn[];
  readonly own: FrontierPoint;
  readonly alternatives: readonly FrontierPoint[];
  readonly instruments: readonly FrontierInstrument[];
}

interface Mark extends FrontierPoint {
  readonly kind: 'own' | 'alternative' | 'instrument';
  readonly color: string;
}

const HEIGHT = 400;
const PLOT = { top: 32, right: 16, bottom: 52, left: 52 } as const;
const CHARACTER_WIDTH = 7.6;

/** The reader's plan on the curve of best mixes, with its neighbours and what it is made of. */
export function FrontierScatter(props: FrontierScatterProps) {
  const { frontier, own, alternatives, instruments } = props;
  const [ref, width] = useElementWidth();
  const marks: Mark[] = [
    ...instruments.map((point) => ({
      ...point,
      kind: 'instrument' as const,
      color: ASSET_CLASSES[point.assetClass].color,
    })),
    ...alternatives.map((point) => ({ ...point, kind: 'alternative' as const, color: 'var(--ink)' })),
    { ...own, kind: 'own' as const, color: 'var(--accent)' },
  ];
  return (
    <ChartFrame
      {...props}
      summary={`${own.label}: expected return ${formatPercent(own.expectedReturn)} at ${formatPercent(own.volatility)} volatility. ${alternatives
        .map(
          ({ label, expectedReturn, volatility }) =>
            `${label}: ${formatPercent(expectedReturn)} at ${formatPercent(volatility)}.`,
        )
        .join(' ')}`}
      table={{
        columns: [
          { header: 'Name', kind: 'text' },
          { header: 'Kind', kind: 'text' },
          { header: 'Volatility', kind: 'percent' },
          { header: 'Expected return', kind: 'percent' },
        ],
        rows: [
          ...marks
            .toReversed()
            .map((mark) => [mark.label, KIND_WORDS[mark.kind], mark.volatility, mark.expectedReturn] as const),
          ...frontier.map(
            ({ volatility, expectedReturn }, index) =>
              [`Frontier ${index + 1}`, 'best mix', volatility, expectedReturn] as const,
          ),
        ],
      }}
    >
      <div ref={ref} className="relative" style={{ minHeight: HEIGHT }}>
        {width !== undefined && <FrontierDrawing name={props.title} width={width} frontier={frontier} marks={marks} />}
      </div>
    </ChartFrame>
  );
}

const KIND_WORDS = { own: 'your plan', alternative: 'alternative', instrument: 'instrument' } as const;

interface FrontierDrawingProps {
  readonly name: string;
  readonly width: number;
  readonly frontier: readonly RiskReturn[];
  readonly marks: readonly Mark[];
}

function FrontierDrawing({ name, width, frontier, marks }: FrontierDrawingProps) {
  const [active, setActive] = useState<Mark>();
  const points: readonly RiskReturn[] = [...frontier, ...marks];
  const xTicks = linearTicks(0, Math.max(...points.map(({ volatility }) => volatility)), width < 560 ? 4 : 7);
  const yTicks = linearTicks(
    Math.min(0, ...points.map(({ expectedReturn }) => expectedReturn)),
    Math.max(...points.map(({ expectedReturn }) => expectedReturn)),
    6,
  );
  const [xEnds, yEnds] = [endsOf(xTicks), endsOf(yTicks)];
  const plot = { left: PLOT.left, top: PLOT.top, right: width - PLOT.right, bottom: HEIGHT - PLOT.bottom };
  const pixel = ({ volatility, expectedReturn }: RiskReturn) => ({
    x: plot.left + scalePosition(volatility, xEnds) * (plot.right - plot.left),
    y: plot.bottom - scalePosition(expectedReturn, yEnds) * (plot.bottom - plot.top),
  });
  const labels = placePointLabels(
    marks.map((mark) => ({
      ...pixel(mark),
      width: mark.label.length * CHARACTER_WIDTH,
      isRequired: mark.kind !== 'instrument',
    })),
    plot,
    curvePixels(frontier.map(pixel)),
  );
  const activePixel = active === undefined ? undefined : pixel(active);
  return (
    <>
      <ComposedChart
        width={width}
        height={HEIGHT}
        accessibilityLayer={false}
        role="group"
        aria-label={`${name}. Tab moves from point to point.`}
        margin={{ top: PLOT.top, right: PLOT.right, bottom: 0, left: 0 }}
      >
        <CartesianGrid stroke="var(--hairline)" vertical={false} />
        <XAxis
          dataKey="volatility"
          type="number"
          domain={[...xEnds]}
          ticks={xTicks}
          tickFormatter={(value: number) => formatPercent(value, { decimals: percentTickDecimals(xTicks) })}
          height={PLOT.bottom}
          tickLine={false}
          axisLine={{ stroke: 'var(--outline)' }}
          tick={AXIS_TEXT}
        />
        <YAxis
          dataKey="expectedReturn"
          type="number"
          domain={[...yEnds]}
          ticks={yTicks}
          tickFormatter={(value: number) => formatPercent(value, { decimals: percentTickDecimals(yTicks) })}
          width={PLOT.left}
          tickLine={false}
          axisLine={false}
          tick={AXIS_TEXT}
        />
        <Line
          data={[...frontier]}
          dataKey="expectedReturn"
          stroke="var(--outline)"
          strokeWidth={1.5}
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
        <Scatter
          data={[...marks]}
          isAnimationActive={false}
          shape={({ cx, cy, index }: ScatterShapeProps) => {
            const mark = marks[index];
            if (mark === undefined || cx === undefined || cy === undefined) return <g />;
            return <FrontierMark mark={mark} cx={cx} cy={cy} label={labels[index]} onActive={setActive} />;
          }}
        />
      </ComposedChart>
      <AxisNames />
      {active !== undefined && activePixel !== undefined && (
        <div
          className="pointer-events-none absolute z-10 w-56"
          style={{
            left: Math.min(Math.max(activePixel.x - 112, 0), width - 224),
            ...(activePixel.y > HEIGHT / 2 ? { bottom: HEIGHT - activePixel.y + 14 } : { top: activePixel.y + 14 }),
          }}
        >
          <ReadOut
            title={active.label}
            items={[
              { label: 'Expected return', value: formatPercent(active.expectedReturn) },
              { label: 'Volatility', value: formatPercent(active.volatility) },
            ]}
          />
        </div>
      )}
    </>
  );
}

/** Named in the corners: turned or squeezed words beside an axis are hard to read. */
function AxisNames() {
  return (
    <div aria-hidden className="pointer-events-none text-small text-muted">
      <span className="absolute start-0 top-0">Expected return, a year</span>
      <span className="absolute end-4 bottom-0">Volatility, a year</span>
    </div>
  );
}

/** Points along the curve close enough together that no label slips between them. */
const curvePixels = (corners: readonly PlotPixel[]): PlotPixel[] =>
  corners.flatMap((corner, index) => {
    const next = corners[index + 1] ?? corner;
    return [0, 0.25, 0.5, 0.75].map((part) => ({
      x: corner.x + part * (next.x - corner.x),
      y: corner.y + part * (next.y - corner.y),
    }));
  });

const endsOf = (ticks: readonly number[]): [number, number] => [ticks[0] ?? 0, ticks.at(-1) ?? 1];

interface FrontierMarkProps {
  readonly mark: Mark;
  readonly cx: number;
  readonly cy: number;
  readonly label: PlacedLabel | undefined;
  readonly onActive: (mark: Mark | undefined) => void;
}

function FrontierMark({ mark, cx, cy, label, onActive }: FrontierMarkProps) {
  const isOwn = mark.kind === 'own';
  return (
    <g
      tabIndex={0}
      role="img"
      aria-label={`${mark.label}: expected return ${formatPercent(mark.expectedReturn)}, volatility ${formatPercent(mark.volatility)}`}
      onMouseEnter={() => onActive(mark)}
      onMouseLeave={() => onActive(undefined)}
      onFocus={() => onActive(mark)}
      onBlur={() => onActive(undefined)}
    >
      <circle cx={cx} cy={cy} r={12} fill="transparent" />
      {isOwn && <circle cx={cx} cy={cy} r={10} fill="none" stroke="var(--accent)" strokeWidth={1.5} />}
      <circle
        cx={cx}
        cy={cy}
        r={isOwn ? 6 : 5}
        fill={mark.kind === 'alternative' ? 'var(--paper)' : mark.color}
        stroke={mark.kind === 'alternative' ? 'var(--ink)' : 'var(--paper)'}
        strokeWidth={1.5}
      />
      {label !== undefined && (
        <text
          x={cx + label.dx + (isOwn ? Math.sign(label.dx) * 4 : 0)}
          y={cy + label.dy}
          textAnchor={label.anchor}
          dominantBaseline="central"
          paintOrder="stroke"
          stroke="var(--paper)"
          strokeWidth={4}
          {...AXIS_TEXT}
          fill={isOwn ? 'var(--accent)' : mark.kind === 'alternative' ? 'var(--ink)' : 'var(--muted)'}
          fontWeight={isOwn ? 600 : 400}
        >
          {mark.label}
        </text>
      )}
    </g>
  );
}
