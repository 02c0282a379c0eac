import { done, type Outcome, refused } from '../../../base/outcome';
import { matVec } from '../../math/matrix';
import { symmetricEigen } from '../../math/symmetric-eigen';
import { matrixOfSpectrum } from '../../math/spectrum';
import { conditioningOf } from '../conditioning';
import { correlationMatrix, volatilities } from '../covariance';
import type { CovarianceWarning } from '../risk-model';
import {
  checkGappedSample,
  completeRowsOf,
  type GapMethod,
  type GapRequest,
  type GappedEstimate,
  type GappedSample,
  knownCounts,
} from './gap-method';

/** An eigenvalue of correlations below this share of the largest is rounding, and no direction to regress on. */
const ZERO_EIGENVALUE_SHARE = 1e-12;

/**
 * Instruments that were listed later are joined on by how they moved with the earlier ones since: with V the estimate over
 * the rows both have, B = V_sl V_ll^-1 and R = V_ss - B V_ls, and with S the covariance of the earlier ones from their
 * own, longer history,
 *
 *   cov(late, early) = B S,   cov(late) = R + B S B'.
 *
 * With the sample covariance divided by T this is the maximum likelihood of normal returns. The answer is positive
 * semidefinite, because R and S are. Rows with a hole after the listing are left out of the windows they fall into, and
 * counted.
 *
 * @see Stambaugh (1997), "Analyzing Investments Whose Histories Differ in Length", Journal of Financial Economics 45(3),
 *      285-331, section 2
 */
export const sinceListing: GapMethod = {
  id: 'since-listing',
  isModelIgnored: false,
  estimate: (request) => {
    checkGappedSample(request.sample);
    const { sample } = request;
    const never = knownCounts(sample).indexOf(0);
    if (never !== -1) return refused('bad-input', `${sample.symbols[never]!} has no known return.`);
    return joined(request, groupsByListing(sample));
  },
};

interface Group {
  readonly firstRow: number;
  readonly columns: readonly number[];
}

/** Instruments with the same first known row, from the earliest on. */
function groupsByListing({ returns, instruments, symbols }: GappedSample): readonly Group[] {
  const byRow = new Map<number, number[]>();
  for (const column of symbols.keys()) {
    let row = 0;
    while (Number.isNaN(returns[row * instruments + column]!)) row += 1;
    byRow.set(row, [...(byRow.get(row) ?? []), column]);
  }
  return [...byRow].sort(([left], [right]) => left - right).map(([firstRow, columns]) => ({ firstRow, columns }));
}

function joined({ sample, estimate }: GapRequest, groups: readonly Group[]): Outcome<GappedEstimate> {
  const { instruments, observations, symbols } = sample;
  const covariance = new Float64Array(instruments * instruments);
  const rowsUsed = new Int32Array(instruments);
  const warnings = new Set<CovarianceWarning>();
  const early: number[] = [];
  let shrinkage = 0;
  for (const { firstRow, columns } of groups) {
    const window = completeRowsOf(sample, [...early, ...columns], firstRow);
    if (window.observations < 2) {
      const message = `${symbols[columns[0]!]!} shares ${window.observations} rows with all that were listed before it; 2 are needed.`;
      return refused('bad-input', message);
    }
    const found = estimate(window);
    found.warnings.forEach((warning) => warnings.add(warning));
    if (early.length === 0) shrinkage = found.shrinkage;
    join(covariance, { early, late: columns, size: instruments }, found.covariance);
    for (const column of columns) rowsUsed[column] = window.observations;
    early.push(...columns);
  }
  const { conditionNumber, warnings: own } = conditioningOf(covariance, instruments, observations);
  return done({
    covariance,
    shrinkage,
    observations,
    conditionNumber,
    // A window may have been singular where the whole is not: its regression rests on too little, so that is told.
    warnings: [...new Set([...own, ...[...warnings].filter((warning) => warning !== 'singular')])],
    gaps: {
      method: 'since-listing',
      rowsUsed,
      knownUnused: knownCounts(sample).map((known, column) => known - rowsUsed[column]!),
      rowsSharedMin: rowsUsed.reduce((least, rows) => Math.min(least, rows), observations),
    },
  });
}

interface Places {
  readonly early: readonly number[];
  readonly late: readonly number[];
  readonly size: number;
}

/** Writes the rows and columns of the late instruments into the covariance; `window` is in the order early, late. */
function join(covariance: Float64Array, { early, late, size }: Places, window: Float64Array): void {
  const width = early.length + late.length;
  const inWindow = (row: number, column: number): number => window[row * width + column]!;
  const slopes = regressionSlopes(window, early.length, width);
  const write = (row: number, column: number, value: number): void => {
    covariance[row * size + column] = value;
    covariance[column * size + row] = value;
  };
  const ofEarly = Float64Array.from(
    { length: early.length ** 2 },
    (_, at) => covariance[early[Math.floor(at / early.length)]! * size + early[at % early.length]!]!,
  );
  // Rows of B S, and of B V_le', of which V_ss loses the latter and gains the former times B'.
  const moved = slopes.map((slope) => (early.length > 0 ? matVec(ofEarly, slope) : slope));
  late.forEach((column, own) => {
    early.forEach((other, at) => write(column, other, moved[own]![at]!));
    for (let earlier = 0; earlier <= own; earlier++) {
      let value = inWindow(early.length + own, early.length + earlier);
      early.forEach((_, at) => {
        value += slopes[earlier]![at]! * (moved[own]![at]! - inWindow(early.length + own, at));
      });
      write(column, late[earlier]!, value);
    }
  });
}

/** Rows of V_sl V_ll^-1, one a late instrument; along what the early ones do not span, nothing. */
function regressionSlopes(window: Float64Array, earlyCount: number, width: number): readonly Float64Array[] {
  const lateRows = Array.from({ length: width - earlyCount }, (_, own) => earlyCount + own);
  if (earlyCount === 0) return lateRows.map(() => new Float64Array(0));
  const early = Float64Array.from(
    { length: earlyCount ** 2 },
    (_, at) => window[Math.floor(at / earlyCount) * width + (at % earlyCount)]!,
  );
  const scales = volatilities(early).map((deviation) => (deviation > 0 ? 1 / deviation : 0));
  const { values, vectors } = symmetricEigen(correlationMatrix(early), earlyCount);
  const least = ZERO_EIGENVALUE_SHARE * earlyCount * values[0]!;
  const inverse = matrixOfSpectrum(
    values.map((value) => (value > least ? 1 / value : 0)),
    vectors,
  );
  return lateRows.map((row) => {
    const shared = scales.map((scale, at) => scale * window[row * width + at]!);
    return matVec(inverse, shared).map((value, at) => value * scales[at]!);
  });
}
