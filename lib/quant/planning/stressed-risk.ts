import { invariant } from '../../base/invariant';
import { quadraticForm } from '../math/matrix';
import { historicalTailRisk, normalTailRisk, type TailRisk } from '../risk/value-at-risk';

export interface WorstWindow extends TailRisk {
  /** Rows of the sample, both included. */
  readonly firstRow: number;
  readonly lastRow: number;
}

/** Windows begin every fiftieth of their length, about once a week for a year of days: a finer search finds the same year. */
const STARTS_PER_WINDOW = 50;

/**
 * The window of the record in which the mix had the worst tail: of all stretches of that many rows, the one with the
 * largest conditional value at risk; the earliest where several tie. Windows begin every fiftieth of their length.
 *
 * @param returns    of the mix, one a row
 * @param windowRows a year of rows; the whole record where it is shorter
 * @returns tail losses of one row within the window
 * @see Basel Committee (2011), "Revisions to the Basel II market risk framework", paragraph 718(Lxxvi)(i)
 */
export function worstWindow(returns: Float64Array, windowRows: number, confidence: number): WorstWindow {
  invariant(returns.length >= 1 && windowRows >= 1, `windows of ${windowRows} in ${returns.length} rows`);
  const length = Math.min(windowRows, returns.length);
  const step = Math.max(1, Math.floor(length / STARTS_PER_WINDOW));
  const last = returns.length - length;
  let worst: WorstWindow | undefined;
  for (let start = 0; start < last + step; start += step) {
    // The newest window is looked at whatever the step.
    const firstRow = Math.min(start, last);
    const tail = historicalTailRisk(returns.subarray(firstRow, firstRow + length), confidence);
    if (worst !== undefined && tail.conditionalValueAtRisk <= worst.conditionalValueAtRisk) continue;
    worst = { ...tail, firstRow, lastRow: firstRow + length - 1 };
  }
  invariant(worst !== undefined, 'there is a window');
  return worst;
}

/**
 * A year's tail losses, were returns normal without drift, with every correlation moved part of the way to one.
 *
 * @param share 0 leaves correlations as they are, 1 makes all of them one
 */
export function correlationStressedRisk(
  { weights, covariance }: { readonly weights: Float64Array; readonly covariance: Float64Array },
  share: number,
  confidence: number,
): TailRisk & { readonly volatility: number } {
  invariant(share >= 0 && share <= 1, `correlations ${share} of the way to one`);
  const n = weights.length;
  const together = weights.reduce(
    (sum, weight, column) => sum + weight * Math.sqrt(Math.max(0, covariance[column * n + column]!)),
    0,
  );
  const variance = (1 - share) * quadraticForm(covariance, weights) + share * together ** 2;
  const volatility = Math.sqrt(Math.max(0, variance));
  return { volatility, ...normalTailRisk(0, volatility, confidence) };
}
