import { invariant } from '../../base/invariant';
import { matVec, quadraticForm } from '../math/matrix';
import { normalCdf } from '../math/normal';
import { studentTCdf } from '../math/student-t';

export interface ReverseStressInput {
  /** Length n, fractions of the money. */
  readonly weights: Float64Array;
  /** Row-major n x n, per year. */
  readonly covariance: Float64Array;
  /** To be lost, decimal, above 0. */
  readonly loss: number;
  /** The time it may take. */
  readonly years: number;
  /** Of a t distribution with the same covariance, above 2; absent = normal only. */
  readonly degreesOfFreedom?: number;
}

export type ReverseStressOutcome =
  | {
      readonly status: 'found';
      /** Length n: the most likely returns that make the loss, decimal; below -1 only where something is held short. */
      readonly returns: Float64Array;
      /** Mahalanobis distance: how many standard deviations of the portfolio the loss is. */
      readonly distance: number;
      /** Of losing that much or more within the time, were returns normal without drift. */
      readonly probability: number;
      /** The same with fat tails; null where no degrees of freedom were given. */
      readonly probabilityFatTails: number | null;
    }
  /** Even the likeliest way asks a holding to lose more than all it is worth. */
  | {
      readonly status: 'out-of-reach';
      /** Columns of those holdings, the worst first. */
      readonly beyond: readonly number[];
      readonly distance: number;
    }
  /** The portfolio does not move, so no scenario makes it lose. */
  | { readonly status: 'riskless' };

/**
 * The most likely scenario in which the portfolio loses a given share: x = -X S w / (w' S w), the nearest point of the
 * plane w'x = -X in Mahalanobis distance X / sqrt(w' S w). The same point is the most likely one under any elliptical
 * distribution; only its probability changes with the tails.
 *
 * @throws InvariantError on a loss or a time that is not positive
 * @see Breuer, Jandacka, Rheinberger & Summer (2009), "How to Find Plausible, Severe, and Useful Stress Scenarios",
 *      International Journal of Central Banking 5(3)
 */
export function reverseStress(input: ReverseStressInput): ReverseStressOutcome {
  const { weights, covariance, loss, years, degreesOfFreedom } = input;
  invariant(loss > 0 && years > 0, `a loss of ${loss} within ${years} years`);
  const variance = quadraticForm(covariance, weights);
  if (!(variance > 0)) return { status: 'riskless' };
  const distance = loss / Math.sqrt(variance * years);
  const returns = matVec(covariance, weights).map((value) => (-loss * value) / variance);
  const beyond = columnsBelow(returns, weights);
  if (beyond.length > 0 && isLongOnly(weights)) return { status: 'out-of-reach', beyond, distance };
  return {
    status: 'found',
    returns,
    distance,
    probability: normalCdf(-distance),
    probabilityFatTails: degreesOfFreedom === undefined ? null : fatTail(distance, degreesOfFreedom),
  };
}

/** A price can fall to nothing and no further; what is past it by less than this is rounding. */
const RETURN_MIN = -1 - 1e-9;

const isLongOnly = (weights: Float64Array): boolean => weights.every((weight) => weight >= 0);

const columnsBelow = (returns: Float64Array, weights: Float64Array): number[] =>
  [...returns.keys()]
    .filter((column) => weights[column] !== 0 && returns[column]! < RETURN_MIN)
    .sort((a, b) => returns[a]! - returns[b]!);

/** A t variable of variance one: its scale is smaller than its standard deviation by sqrt((v - 2) / v). */
function fatTail(distance: number, degreesOfFreedom: number): number {
  invariant(degreesOfFreedom > 2, `${degreesOfFreedom} degrees of freedom have no variance`);
  return studentTCdf(-distance * Math.sqrt(degreesOfFreedom / (degreesOfFreedom - 2)), degreesOfFreedom);
}
