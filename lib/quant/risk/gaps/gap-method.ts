import { invariant } from '../../../base/invariant';
import type { Outcome } from '../../../base/outcome';
import type { CovarianceEstimate, ReturnsSample } from '../risk-model';

/** Returns as they are known: NaN where one is not, because the instrument was not yet listed or did not trade. */
export interface GappedSample extends ReturnsSample {
  /** Length n: how a sentence calls each instrument. */
  readonly symbols: readonly string[];
}

/** What an estimate rests on; nothing is left out in silence. */
export interface GapRecord {
  readonly method: string;
  /** Rows of the sample on which each instrument was used, length n. */
  readonly rowsUsed: Int32Array;
  /** Known returns of each instrument that were not used, length n. */
  readonly knownUnused: Int32Array;
  /** The fewest rows that any two instruments were compared on. */
  readonly rowsSharedMin: number;
}

export interface GappedEstimate extends CovarianceEstimate {
  readonly gaps: GapRecord;
}

export interface GapRequest {
  readonly sample: GappedSample;
  /** From a sample without a gap to a covariance: a risk model with its parameters. */
  readonly estimate: (sample: ReturnsSample) => CovarianceEstimate;
  /** Whether to take the nearest positive semidefinite correlations where a method's own are not. */
  readonly isRepairWanted: boolean;
}

/** A way to a covariance from returns with gaps. One file each, one line in `gap-methods.ts`. */
export interface GapMethod {
  readonly id: string;
  /** The method pairs instruments itself and does not ask the risk model. */
  readonly isModelIgnored: boolean;
  /** Refused with a sentence where too few returns are known; @throws InvariantError on a wrong shape */
  readonly estimate: (request: GapRequest) => Outcome<GappedEstimate>;
}

export function checkGappedSample({ returns, observations, instruments, symbols }: GappedSample): void {
  invariant(returns.length === observations * instruments, `${returns.length} values for ${observations} rows`);
  invariant(symbols.length === instruments && instruments >= 1, `${symbols.length} symbols for ${instruments}`);
  invariant(
    returns.every((value) => Number.isNaN(value) || Number.isFinite(value)),
    'a return is infinite',
  );
}

/** How many returns of each instrument are known. */
export function knownCounts({ returns, instruments }: ReturnsSample): Int32Array {
  const counts = new Int32Array(instruments);
  returns.forEach((value, at) => {
    if (!Number.isNaN(value)) counts[at % instruments]! += 1;
  });
  return counts;
}

/** The rows on which all of some instruments are known, from a row on. */
export function completeRowsOf(sample: ReturnsSample, columns: readonly number[], firstRow = 0): ReturnsSample {
  const { returns, observations, instruments } = sample;
  const values: number[] = [];
  let rows = 0;
  for (let row = firstRow; row < observations; row++) {
    const cells = columns.map((column) => returns[row * instruments + column]!);
    if (cells.some(Number.isNaN)) continue;
    values.push(...cells);
    rows += 1;
  }
  return { returns: Float64Array.from(values), observations: rows, instruments: columns.length };
}
