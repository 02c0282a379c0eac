import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { formatDay } from '@/lib/shared/format/date';
import { thinned } from '@/lib/shared/thinned';
import { COLORS, type Drawing, LABEL_SIZE, type Shape } from './model';

/** The width of the text on the page; HTML scales it to its own. */
const WIDTH = 499;
const AXIS_WIDTH = 56;
const TICKS_MAX = 5;
/** A line of more points than this has several on one printed dot. */
const POINTS_MAX = 400;

export interface DrawnLine {
  readonly label: string;
  /** One for each date. */
  readonly values: readonly number[];
  readonly isOwn: boolean;
}

export interface LineDrawingInput {
  /** ISO days, rising. */
  readonly dates: readonly string[];
  readonly lines: readonly DrawnLine[];
  readonly axisText: (value: number) => string;
}

const NICE_STEPS = [1, 2, 2.5, 5, 10] as const;

/** Round values that enclose both ends. */
function ticksBetween(low: number, high: number): number[] {
  const span = high > low ? high - low : Math.max(Math.abs(high), 1);
  const rough = span / (TICKS_MAX - 1);
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = magnitude * (NICE_STEPS.find((nice) => nice * magnitude >= rough * (1 - 1e-9)) ?? 10);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(Math.ceil(high / step - 1e-9), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

const STYLES: readonly { readonly color: string; readonly width: number; readonly dash?: readonly [number, number] }[] =
  [
    { color: COLORS.ink, width: 0.9 },
    { color: COLORS.muted, width: 0.9, dash: [4, 2] },
    { color: COLORS.muted, width: 0.9, dash: [1.5, 2] },
    { color: COLORS.outline, width: 0.9 },
  ];
const OWN_STYLE = { color: COLORS.accent, width: 1.6 };

type Label = Extract<Shape, { kind: 'label' }>;

const label = (x: number, y: number, text: string, rest: Pick<Label, 'anchor'> & Partial<Label>): Label => ({
  kind: 'label',
  x,
  y,
  text,
  color: COLORS.muted,
  ...rest,
});

/** Coordinates at a tenth of a point: finer is not printed, and files stay small. */
const tenth = (value: number): number => Math.round(value * 10) / 10;

interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly ticks: readonly number[];
  readonly yOf: (value: number) => number;
}

function plotOf(values: readonly number[], height: number, axisLabels: number): Plot {
  const finite = values.filter(Number.isFinite);
  const ticks = ticksBetween(Math.min(...finite), Math.max(...finite));
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const [top, bottom] = [8, height - axisLabels];
  const yOf = (value: number): number => tenth(bottom - ((value - low) / (high - low)) * (bottom - top));
  return { left: AXIS_WIDTH, right: WIDTH, top, bottom, ticks, yOf };
}

const gridOf = ({ left, right, ticks, yOf }: Plot, axisText: (value: number) => string): Shape[] =>
  ticks.flatMap((tick): Shape[] => [
    {
      kind: 'line',
      points: [
        [left, yOf(tick)],
        [right, yOf(tick)],
      ],
      color: COLORS.hairline,
      width: 0.5,
    },
    label(left - 6, yOf(tick) + LABEL_SIZE / 3, axisText(tick), { anchor: 'end' }),
  ]);

const LEGEND_ROW = 13;
const LEGEND_COLUMNS = 3;

/** Lines over time with their names below. */
export function lineDrawing({ dates, lines, axisText }: LineDrawingInput): Drawing {
  const legendRows = Math.ceil(lines.length / LEGEND_COLUMNS);
  const height = 190 + legendRows * LEGEND_ROW;
  const plot = plotOf(
    lines.flatMap(({ values }) => values),
    height,
    20 + legendRows * LEGEND_ROW,
  );
  const days = dates.map((date) => dayNumber(isoDay(date)));
  const [first, last] = [days[0] ?? 0, days.at(-1) ?? 1];
  const xOf = (day: number): number =>
    tenth(plot.left + ((day - first) / Math.max(last - first, 1)) * (plot.right - plot.left));
  const shown = thinned(days.length, POINTS_MAX);
  let others = 0;
  const drawn = lines.map((line, position) => {
    const style = line.isOwn ? OWN_STYLE : (STYLES[others++ % STYLES.length] ?? OWN_STYLE);
    const points = shown.map((index) => [xOf(days[index] ?? 0), plot.yOf(line.values[index] ?? 0)] as const);
    const x = plot.left + (position % LEGEND_COLUMNS) * ((plot.right - plot.left) / LEGEND_COLUMNS);
    const y = plot.bottom + 31 + Math.floor(position / LEGEND_COLUMNS) * LEGEND_ROW;
    const name = label(x + 24, y, line.label, { anchor: 'start', color: line.isOwn ? COLORS.accent : COLORS.ink });
    const stroke = {
      kind: 'line',
      points: [
        [x, y - 3],
        [x + 18, y - 3],
      ],
      ...style,
    } as const;
    return { line: { kind: 'line', points, ...style } as const, legend: [stroke, name] };
  });
  const ends: Shape[] = [
    label(plot.left, plot.bottom + 13, formatDay(dates[0] ?? null), { anchor: 'start' }),
    label(plot.right, plot.bottom + 13, formatDay(dates.at(-1) ?? null), { anchor: 'end' }),
  ];
  // The reader's own line is drawn last, over the others.
  const lineShapes = drawn.map(({ line }) => line).reverse();
  return {
    width: WIDTH,
    height,
    shapes: [...gridOf(plot, axisText), ...lineShapes, ...ends, ...drawn.flatMap(({ legend }) => legend)],
  };
}

export interface DrawnBar {
  readonly label: string;
  readonly value: number;
}

/** Bars up and down from zero, such as the returns of years or months. */
export function columnDrawing(bars: readonly DrawnBar[], axisText: (value: number) => string): Drawing {
  const height = 160;
  const plot = plotOf([0, ...bars.map(({ value }) => value)], height, 22);
  const slot = (plot.right - plot.left) / Math.max(bars.length, 1);
  const width = tenth(Math.min(slot * 0.7, 26));
  const zero = plot.yOf(0);
  const labelEvery = Math.ceil(46 / Math.max(slot, 1));
  const columns = bars.flatMap(({ label: name, value }, index): Shape[] => {
    const middle = tenth(plot.left + (index + 0.5) * slot);
    const y = plot.yOf(value);
    const bar: Shape = {
      kind: 'rectangle',
      x: tenth(middle - width / 2),
      y: Math.min(y, zero),
      width,
      height: tenth(Math.abs(y - zero)),
      color: value < 0 ? COLORS.outline : COLORS.accent,
    };
    return index % labelEvery === 0 ? [bar, label(middle, height - 6, name, { anchor: 'middle' })] : [bar];
  });
  const base: Shape = {
    kind: 'line',
    points: [
      [plot.left, zero],
      [plot.right, zero],
    ],
    color: COLORS.outline,
    width: 0.7,
  };
  return { width: WIDTH, height, shapes: [...gridOf(plot, axisText), ...columns, base] };
}

export interface DrawnShare {
  readonly label: string;
  /** Decimal, not negative. */
  readonly share: number;
  readonly text: string;
  readonly color: string;
}

const SHARE_ROW = 17;
const SHARE_LEFT = 150;
const SHARE_RIGHT = 445;

/** One bar a row, longest possible for the largest share. */
export function shareDrawing(shares: readonly DrawnShare[]): Drawing {
  const largest = Math.max(...shares.map(({ share }) => share), 1e-9);
  const shapes = shares.flatMap(({ label: name, share, text, color }, index): Shape[] => {
    const y = index * SHARE_ROW + 3;
    const width = tenth((share / largest) * (SHARE_RIGHT - SHARE_LEFT));
    return [
      label(0, y + 9, name, { anchor: 'start', color: COLORS.ink }),
      { kind: 'rectangle', x: SHARE_LEFT, y, width, height: SHARE_ROW - 6, color },
      label(SHARE_LEFT + width + 6, y + 9, text, { anchor: 'start' }),
    ];
  });
  return { width: WIDTH, height: shares.length * SHARE_ROW + 4, shapes };
}
