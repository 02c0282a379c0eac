import { checkTrialReturns, trialRow, type TrialReturns } from './trial-returns';

/**
 * How many independent trials correlated ones amount to: rho + (1 - rho) * n, with rho their average correlation. That
 * average comes from the variance of the sum of the standardised trials, so no pair is ever formed. A negative average
 * counts as nought; trials that do not move count as correlated with nothing.
 *
 * @returns between 1 and the number of trials
 * @see Bailey & Lopez de Prado (2014), "The Deflated Sharpe Ratio", Journal of Portfolio Management 40(5), appendix A.3
 */
export function effectiveTrials(trials: TrialReturns): number {
  checkTrialReturns(trials);
  const { trials: n, periods } = trials;
  if (n === 1) return 1;
  const total = new Float64Array(periods);
  let moving = 0;
  for (let trial = 0; trial < n; trial++) moving += addStandardised(trialRow(trials, trial), total);
  // The squared length of the sum of unit vectors is their number plus twice the sum over pairs.
  const pairsTwice = total.reduce((sum, value) => sum + value * value, 0) - moving;
  const correlation = Math.min(Math.max(pairsTwice / (n * (n - 1)), 0), 1);
  return correlation + (1 - correlation) * n;
}

/** Adds the row, centred and of length one, to the total; 0 when it does not move and nothing was added. */
function addStandardised(row: Float64Array, total: Float64Array): 0 | 1 {
  let sum = 0;
  for (let t = 0; t < row.length; t++) sum += row[t]!;
  const centre = sum / row.length;
  let squares = 0;
  for (let t = 0; t < row.length; t++) squares += (row[t]! - centre) ** 2;
  if (squares === 0) return 0;
  const scale = 1 / Math.sqrt(squares);
  for (let t = 0; t < row.length; t++) total[t]! += (row[t]! - centre) * scale;
  return 1;
}
