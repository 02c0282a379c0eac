import { invariant } from '../../../base/invariant';
import type { RandomStream } from '../../math/rng';
import { stationaryBootstrapIndices } from '../../math/stationary-bootstrap';
import { checkTrialReturns, trialRow, type TrialReturns } from './trial-returns';

/** Chances to see a best trial this good when none is better than the benchmark; small ones speak for skill. */
export interface SuperiorAbility {
  /** White's reality check: plain means, all trials re-centred. */
  readonly realityCheck: number;
  /** Hansen's test on studentised means: hopeless trials do not count, and its two bounds. */
  readonly lower: number;
  readonly consistent: number;
  readonly upper: number;
}

export interface BootstrapPlan {
  readonly resamples: number;
  /** At least 1. */
  readonly meanBlockLength: number;
  readonly rng: RandomStream;
}

/** Mean and long-run deviation of each trial's difference to the benchmark. */
interface Differences {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/**
 * White's reality check and Hansen's test of superior predictive ability with the stationary bootstrap.
 *
 * @param trials returns less those of the benchmark (cash, when they are in excess of cash)
 * @see White (2000), "A Reality Check for Data Snooping", Econometrica 68(5), 1097-1126
 * @see Hansen (2005), "A Test for Superior Predictive Ability", Journal of Business & Economic Statistics 23(4), 365-380
 */
export function superiorAbility(trials: TrialReturns, plan: BootstrapPlan): SuperiorAbility {
  checkTrialReturns(trials);
  const { periods } = trials;
  const { resamples, meanBlockLength, rng } = plan;
  invariant(resamples >= 1, `${resamples} resamples`);
  const found = differencesOf(trials, meanBlockLength);
  const centres = centresOf(found, periods);
  const best = bestOf(found);
  const exceeded = { realityCheck: 0, lower: 0, consistent: 0, upper: 0 };
  const indices = new Int32Array(periods);
  const counts = new Float64Array(periods);
  for (let resample = 0; resample < resamples; resample++) {
    stationaryBootstrapIndices(periods, meanBlockLength, rng, indices);
    counts.fill(0);
    for (const index of indices) counts[index]! += 1;
    const resampled = bestOfResample(trials, found, centres, counts);
    if (resampled.plain > best.plain) exceeded.realityCheck += 1;
    if (resampled.lower > best.studentised) exceeded.lower += 1;
    if (resampled.consistent > best.studentised) exceeded.consistent += 1;
    if (resampled.upper > best.studentised) exceeded.upper += 1;
  }
  return {
    realityCheck: exceeded.realityCheck / resamples,
    lower: exceeded.lower / resamples,
    consistent: exceeded.consistent / resamples,
    upper: exceeded.upper / resamples,
  };
}

/** A trial that does not spread has deviation 0: it is left out of the studentised tests. */
function differencesOf(trials: TrialReturns, meanBlockLength: number): Differences {
  const means = new Float64Array(trials.trials);
  const deviations = new Float64Array(trials.trials);
  for (let trial = 0; trial < trials.trials; trial++) {
    const row = trialRow(trials, trial);
    means[trial] = row.reduce((sum, value) => sum + value, 0) / row.length;
    deviations[trial] = Math.sqrt(Math.max(longRunVariance(row, means[trial]!, meanBlockLength), 0));
  }
  return { means, deviations };
}

/** A lag whose weight is below this no longer changes the variance. */
const WEIGHT_MIN = 1e-12;

/** What the stationary bootstrap's own variance of sqrt(n) times the mean comes to (Hansen 2005, section 3.3). */
function longRunVariance(row: Float64Array, centre: number, meanBlockLength: number): number {
  const n = row.length;
  const goesOn = 1 - 1 / meanBlockLength;
  let variance = 0;
  for (let lag = 0; lag < n; lag++) {
    const weight = (1 - lag / n) * goesOn ** lag + (lag / n) * goesOn ** (n - lag);
    if (lag > 0 && weight < WEIGHT_MIN) continue;
    let products = 0;
    for (let t = lag; t < n; t++) products += (row[t]! - centre) * (row[t - lag]! - centre);
    variance += ((lag === 0 ? 1 : 2 * weight) * products) / n;
  }
  return variance;
}

interface Centres {
  readonly lower: Float64Array;
  readonly consistent: Float64Array;
  readonly upper: Float64Array;
}

/** What is taken off the resampled means: how much of a bad trial's mean counts as bad luck. */
function centresOf({ means, deviations }: Differences, periods: number): Centres {
  const bound = Math.sqrt((2 * Math.log(Math.log(Math.max(periods, 3)))) / periods);
  return {
    lower: means.map((mean) => Math.max(mean, 0)),
    consistent: means.map((mean, trial) => (mean >= -bound * deviations[trial]! ? mean : 0)),
    upper: means,
  };
}

const bestOf = ({ means, deviations }: Differences): { plain: number; studentised: number } => {
  let plain = -Infinity;
  let studentised = 0;
  for (let trial = 0; trial < means.length; trial++) {
    plain = Math.max(plain, means[trial]!);
    if (deviations[trial]! > 0) studentised = Math.max(studentised, means[trial]! / deviations[trial]!);
  }
  return { plain, studentised };
};

/** @param counts length `periods`: how often each was drawn */
function bestOfResample(
  { returns, trials, periods }: TrialReturns,
  { means, deviations }: Differences,
  centres: Centres,
  counts: Float64Array,
): { plain: number; lower: number; consistent: number; upper: number } {
  const best = { plain: -Infinity, lower: 0, consistent: 0, upper: 0 };
  for (let trial = 0, at = 0; trial < trials; trial++) {
    let sum = 0;
    for (let t = 0; t < periods; t++, at++) sum += counts[t]! * returns[at]!;
    const mean = sum / periods;
    best.plain = Math.max(best.plain, mean - means[trial]!);
    const deviation = deviations[trial]!;
    if (deviation === 0) continue;
    best.lower = Math.max(best.lower, (mean - centres.lower[trial]!) / deviation);
    best.consistent = Math.max(best.consistent, (mean - centres.consistent[trial]!) / deviation);
    best.upper = Math.max(best.upper, (mean - centres.upper[trial]!) / deviation);
  }
  return best;
}
