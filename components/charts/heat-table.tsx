import { Fragment, type ReactNode } from 'react';

interface HeatTableProps {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  /** Of a column: `min-w-14`. */
  readonly minWidthClass: string;
  /** A `td`. */
  readonly cell: (row: string, rowIndex: number, columnIndex: number) => ReactNode;
}

/** A table of tinted cells whose row names stay in sight while it is scrolled. */
export function HeatTable({ title, columns, rows, minWidthClass, cell }: HeatTableProps) {
  return (
    <div role="region" aria-label={title} tabIndex={0} className="overflow-x-auto">
      <table className="figures border-separate border-spacing-0.5 text-small">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            <td className="sticky start-0 bg-paper" />
            {columns.map((column) => (
              <th key={column} scope="col" className={`h-9 ${minWidthClass} font-regular text-muted`}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, rowIndex) => (
            <tr key={row}>
              <th scope="row" className="sticky start-0 bg-paper pe-3 text-start font-regular text-muted">
                {row}
              </th>
              {columns.map((column, columnIndex) => (
                <Fragment key={column}>{cell(row, rowIndex, columnIndex)}</Fragment>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Stronger tints would leave the figures below readable contrast. */
const TINT_PERCENT_MAX = 42;

/** Blue above zero, orange below; `strength` is 0 to 1. */
export const heatColor = (value: number, strength: number): string =>
  tint(value < 0 ? 'var(--class-commodity)' : 'var(--class-bond)', strength);

/** From paper to blue, for values without a meaningful zero; `strength` is 0 to 1. */
export const shadeColor = (strength: number): string => tint('var(--class-bond)', strength);

const tint = (hue: string, strength: number): string =>
  `color-mix(in srgb, ${hue} ${Math.round(strength * TINT_PERCENT_MAX)}%, var(--paper))`;
