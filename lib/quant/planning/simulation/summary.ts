import { quantileOfSorted } from '../../math/statistics';
import type { SimulationInput } from './path-writer';

/** Shown as the likely range, its middle half and its centre. */
export const BAND_PERCENTILES = [5, 25, 50, 75, 95] as const;

export interface Odds {
  /** Share of the paths that met the aim. */
  readonly probability: number;
  /** How far the share may be off because only so many paths were drawn: one standard error. */
  readonly standardError: number;
}

export interface SimulationSummary {
  readonly paths: number;
  readonly months: number;
  readonly success: Odds;
  /** For each of `BAND_PERCENTILES`, length months + 1. */
  readonly wealthBands: readonly Float64Array[];
  /** For each of `BAND_PERCENTILES`, one entry a year in which a rule sets the spending. */
  readonly incomeBands: readonly Float64Array[];
  readonly bandPaths: number;
  readonly terminal: {
    readonly mean: number;
    readonly standardDeviation: number;
    /** Rising, every path. */
    readonly sorted: Float64Array;
  };
  /** Among the paths that end below the target. */
  readonly shortfall: { readonly probability: number; readonly mean: number; readonly median: number };
  /** Among the paths on which some spending could not be paid. */
  readonly ruin: {
    readonly probability: number;
    readonly medianMonth: number | null;
    /** One ruin in twenty comes before it. */
    readonly earlyMonth: number | null;
  };
  readonly flooredMonths: number;
  readonly assumptions: Readonly<Record<string, number>>;
}

interface Merged {
  readonly terminal: Float64Array;
  /** What the end lacks of the target. */
  readonly missing: Float64Array;
  readonly wealth: Float64Array;
  readonly incomes: Float64Array;
  readonly ruinMonth: readonly number[];
  readonly metCount: number;
  readonly flooredMonths: number;
  readonly assumptions: Readonly<Record<string, number>>;
}

/**
 * Odds from a count, with the error of Agresti and Coull: two successes and two failures are added for it, so that no
 * path out of a thousand is not taken for certainty.
 *
 * @see Agresti & Coull (1998), "Approximate Is Better than Exact for Interval Estimation", American Statistician 52(2)
 */
export function oddsOf(met: number, paths: number): Odds {
  const middle = (met + 2) / (paths + 4);
  return { probability: met / paths, standardError: Math.sqrt((middle * (1 - middle)) / (paths + 4)) };
}

/** @param rows row-major rows x columns; a band a percentile, a value a column */
export function bandsOf(rows: Float64Array, columns: number): Float64Array[] {
  const bands = BAND_PERCENTILES.map(() => new Float64Array(columns));
  if (columns === 0) return bands;
  const column = new Float64Array(rows.length / columns);
  for (let at = 0; at < columns; at++) {
    for (let row = 0; row < column.length; row++) column[row] = rows[row * columns + at]!;
    column.sort();
    BAND_PERCENTILES.forEach((percent, band) => (bands[band]![at] = quantileOfSorted(column, percent / 100)));
  }
  return bands;
}

export function summarise({ paths, plan }: SimulationInput, merged: Merged): SimulationSummary {
  const months = plan.mixOfMonth.length;
  const sorted = merged.terminal.slice().sort();
  const mean = merged.terminal.reduce((sum, value) => sum + value, 0) / paths;
  const squares = merged.terminal.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const gaps = merged.missing.filter((gap) => gap > 0).sort();
  const ruins = Float64Array.from(merged.ruinMonth).sort();
  const bandPaths = merged.wealth.length / (months + 1);
  return {
    paths,
    months,
    success: oddsOf(merged.metCount, paths),
    wealthBands: bandsOf(merged.wealth, months + 1),
    incomeBands: bandsOf(merged.incomes, merged.incomes.length / bandPaths),
    bandPaths,
    terminal: { mean, standardDeviation: Math.sqrt(squares / Math.max(1, paths - 1)), sorted },
    shortfall: {
      probability: gaps.length / paths,
      mean: gaps.length === 0 ? 0 : gaps.reduce((sum, value) => sum + value, 0) / gaps.length,
      median: gaps.length === 0 ? 0 : quantileOfSorted(gaps, 0.5),
    },
    ruin: {
      probability: ruins.length / paths,
      medianMonth: ruins.length === 0 ? null : quantileOfSorted(ruins, 0.5),
      earlyMonth: ruins.length === 0 ? null : quantileOfSorted(ruins, 0.05),
    },
    flooredMonths: merged.flooredMonths,
    assumptions: merged.assumptions,
  };
}
