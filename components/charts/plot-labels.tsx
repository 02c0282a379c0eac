import { AXIS_TEXT } from './line-styles';

interface ValueLabelsProps {
  readonly values: readonly number[];
  readonly text: (value: number) => string;
  /** The left edge of the plot. */
  readonly left: number;
  readonly y: (value: number) => number;
}

/** What the heights of a drawing stand for, left of it. */
export function ValueLabels({ values, text, left, y }: ValueLabelsProps) {
  return values.map((value) => (
    <text key={value} x={left - 8} y={y(value)} textAnchor="end" dominantBaseline="central" {...AXIS_TEXT}>
      {text(value)}
    </text>
  ));
}
