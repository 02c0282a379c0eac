import { semidefiniteRank } from '../math/cholesky';
import { diagonalOf } from '../math/matrix';
import type { OptimizeWarning } from './types';

/** What is wrong with a covariance, in sentences that name the instruments. */

/** Instruments whose correlation is nearer to one than this cannot be told apart by an optimiser. */
const TWIN_DISTANCE = 1e-7;
/** A correlation beyond one by less is rounding. */
const CORRELATION_ROUNDING = 1e-9;
/** Above so many instruments the smallest set whose correlations contradict each other takes too long to find. */
const CONTRADICTION_SIZE_MAX = 60;

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;

/** Why a symmetric matrix is no covariance. */
export function indefiniteSentence(covariance: Float64Array, symbols: readonly string[], tolerance: number): string {
  const size = symbols.length;
  const variances = diagonalOf(covariance);
  const negative = variances.findIndex((variance) => variance < 0);
  if (negative >= 0) return `The variance of ${symbols[negative]!} is negative.`;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < row; column++) {
      const shared = Math.abs(covariance[row * size + column]!);
      const most = Math.sqrt(variances[row]! * variances[column]!);
      if (shared <= most * (1 + CORRELATION_ROUNDING)) continue;
      const pair = `${symbols[column]!} and ${symbols[row]!}`;
      return most === 0
        ? `The covariance of ${pair} is not zero, although one of them has no variance.`
        : `The covariance of ${pair} is larger than their variances allow: their correlation would be ${(shared / most).toFixed(2)}.`;
    }
  }
  const names = contradicting(covariance, size, tolerance).map((at) => symbols[at]!);
  return `The covariance is not positive semidefinite: the correlations of ${listed(names)} contradict each other, and some mix of them would have a negative variance.`;
}

/** Instruments whose correlations contradict each other, and would not without any one of them. */
function contradicting(covariance: Float64Array, size: number, tolerance: number): readonly number[] {
  let kept = Array.from({ length: size }, (_, at) => at);
  if (size > CONTRADICTION_SIZE_MAX) return kept;
  for (const at of [...kept]) {
    const others = kept.filter((other) => other !== at);
    const block = Float64Array.from(others.flatMap((row) => others.map((column) => covariance[row * size + column]!)));
    if (semidefiniteRank(block, others.length, tolerance).status === 'indefinite') kept = others;
  }
  return kept;
}

/** A covariance that can be one, but leaves more than one answer or nearly so: with what is the matter, where it is plain. */
export function covarianceWarnings(
  covariance: Float64Array,
  symbols: readonly string[],
  rank: number,
): readonly OptimizeWarning[] {
  const size = symbols.length;
  const deviations = diagonalOf(covariance).map((variance) => Math.sqrt(Math.max(variance, 0)));
  const twins: (readonly [string, string])[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < row; column++) {
      const most = deviations[row]! * deviations[column]!;
      const isTwin = most > 0 && Math.abs(covariance[row * size + column]!) >= (1 - TWIN_DISTANCE) * most;
      if (isTwin) twins.push([symbols[column]!, symbols[row]!]);
    }
  }
  const riskless = symbols.filter((_, at) => deviations[at] === 0);
  if (rank < size) return [{ kind: 'singular-covariance', rank, size, riskless, twins }];
  return twins.length === 0 ? [] : [{ kind: 'ill-conditioned-covariance', twins }];
}
