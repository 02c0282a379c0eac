import { invariant } from '../../../base/invariant';
import { done, type Outcome, refused } from '../../../base/outcome';
import { choleskyFactor, choleskySolve } from '../../math/cholesky';
import { diagonalOf, dot, matVec, maxAbs } from '../../math/matrix';
import type { CheckedViews, ViewCertainty } from './view';

/** What is believed before any view. */
export interface ReturnsPrior {
  /** Length n, annual decimals: equilibrium returns (see `impliedReturns`), or any others. */
  readonly expectedReturns: Float64Array;
  /** Row-major n x n, per year. */
  readonly covariance: Float64Array;
  /** How unsure the prior means are: their covariance is tau * covariance. 0.05 = twenty years of data. */
  readonly tau: number;
}

export interface ViewsPosterior {
  /** Length n, annual decimals. */
  readonly expectedReturns: Float64Array;
  /** Row-major n x n: covariance of returns plus what is still unknown of their means. */
  readonly covariance: Float64Array;
  /** Length n: standard errors of `expectedReturns`. */
  readonly standardErrors: Float64Array;
  readonly views: readonly ViewEffect[];
}

/** What became of one view. */
export interface ViewEffect {
  readonly name: string;
  /** As said, annual decimal. */
  readonly value: number;
  /** Variance of the view's error as used; Infinity = a confidence of 0, which is left out. */
  readonly variance: number;
  /** What the prior, and the posterior, expect of the mix that the view speaks of. */
  readonly prior: number;
  readonly posterior: number;
  /** Length n: by how much this view moves each expected return; over all views they sum to posterior - prior. */
  readonly tilts: Float64Array;
}

/** A mix with less variance than this share of the largest instrument's has no risk but rounding. */
const RISKLESS_SHARE = 1e-14;

/** A view whose own part in the views' covariance is less than this follows from the others. */
const DEPENDENT_PIVOT = 1e-12;

/**
 * The returns under which holding the market is best: riskAversion * S w, in excess of cash.
 *
 * @param covariance    row-major n x n, per year
 * @param marketWeights length n, summing to one
 * @param riskAversion  the market's: excess return asked for 1.0 of variance, about 2 to 4
 * @returns length n, annual decimals above cash
 * @see He & Litterman (1999), "The Intuition Behind Black-Litterman Model Portfolios", Goldman Sachs, section 2
 */
export function impliedReturns(
  covariance: Float64Array,
  marketWeights: Float64Array,
  riskAversion: number,
): Float64Array {
  invariant(riskAversion > 0 && Number.isFinite(riskAversion), `a risk aversion of ${riskAversion}`);
  return matVec(covariance, marketWeights).map((entry) => riskAversion * entry);
}

/**
 * Black-Litterman: what to expect after the views,
 *
 *   mu = pi + tau S P' (tau P S P' + Omega)^-1 (q - P pi),   covariance = S + tau S - tau S P' (..)^-1 P tau S,
 *
 * a form that needs no inverse of S or Omega, so that views may be certain and S singular. Omega is diagonal: the variance
 * given with a view; with a confidence c, tau (1 - c) / c p'S p, which is Idzorek's confidence in closed form: this view
 * alone would move the best mix the share c of the way to where certainty would; with neither, tau p'S p (c = 1/2).
 *
 * @returns a refusal where a view is about a mix without risk, or where certain views cannot hold together
 * @see Black & Litterman (1992), "Global Portfolio Optimization", Financial Analysts Journal 48(5), 28-43
 * @see Idzorek (2005), "A Step-by-Step Guide to the Black-Litterman Model"
 * @see Walters (2014), "The Black-Litterman Model in Detail", for the closed form of the confidence
 */
export function blackLitterman(prior: ReturnsPrior, views: CheckedViews): Outcome<ViewsPosterior> {
  const { expectedReturns, covariance, tau } = prior;
  const size = expectedReturns.length;
  const count = views.values.length;
  invariant(covariance.length === size * size, `${covariance.length} entries for ${size} expected returns`);
  invariant(views.picks.length === count * size, `${views.picks.length} picks for ${count} views of ${size}`);
  invariant(tau > 0 && Number.isFinite(tau), `tau is ${tau}`);
  const rows = Array.from({ length: count }, (_, view) => views.picks.subarray(view * size, (view + 1) * size));
  const spread = rows.map((row) => matVec(covariance, row).map((entry) => tau * entry));
  const owns = rows.map((row, view) => dot(row, spread[view]!));
  const riskless = owns.findIndex(
    (own, view) => !(own > RISKLESS_SHARE * tau * maxAbs(covariance) * dot(rows[view]!, rows[view]!)),
  );
  if (riskless !== -1) {
    const message = `The view ${views.names[riskless]!} speaks of a mix without risk, whose return is known already.`;
    return refused('bad-input', message, `views.${riskless}`);
  }
  const variances = Float64Array.from(owns, (own, view) => varianceOf(views.certainties[view]!, own));
  // A confidence of nought is an infinite variance: the view is left out of the system and moves nothing.
  const heard = Array.from(variances.keys()).filter((view) => Number.isFinite(variances[view]!));
  const system = heard.flatMap((row) =>
    heard.map((column) => dot(rows[row]!, spread[column]!) + (row === column ? variances[row]! : 0)),
  );
  const factor = choleskyFactor(Float64Array.from(system), heard.length);
  if (factor.status === 'not-positive-definite' || factor.pivotRatioMin < DEPENDENT_PIVOT) {
    return refused('bad-input', dependentSentence(views, heard), 'views');
  }
  const priorOfViews = Float64Array.from(rows, (row) => dot(row, expectedReturns));
  const surprise = Float64Array.from(heard, (view) => views.values[view]! - priorOfViews[view]!);
  const pulls = choleskySolve(factor.lower, surprise);
  const tilts = rows.map(() => new Float64Array(size));
  heard.forEach((view, index) => {
    for (let at = 0; at < size; at++) tilts[view]![at] = spread[view]![at]! * pulls[index]!;
  });
  const posterior = expectedReturns.map((start, at) => tilts.reduce((sum, tilt) => sum + tilt[at]!, start));
  const heardSpread = heard.map((view) => spread[view]!);
  const unknown = unknownAfter(prior, heardSpread, factor.lower);
  return done({
    expectedReturns: posterior,
    covariance: covariance.map((entry, at) => entry + unknown[at]!),
    standardErrors: diagonalOf(unknown).map((variance) => Math.sqrt(Math.max(variance, 0))),
    views: rows.map((row, view) => ({
      name: views.names[view]!,
      value: views.values[view]!,
      variance: variances[view]!,
      prior: priorOfViews[view]!,
      posterior: dot(row, posterior),
      tilts: tilts[view]!,
    })),
  });
}

/** @param own tau p'S p, the prior's variance of the mix */
function varianceOf({ confidence, variance }: ViewCertainty, own: number): number {
  if (variance !== undefined) return variance;
  if (confidence === undefined) return own;
  return confidence === 0 ? Number.POSITIVE_INFINITY : (own * (1 - confidence)) / confidence;
}

/** tau S - tau S P' (tau P S P' + Omega)^-1 P tau S, exactly symmetric. */
function unknownAfter({ covariance, tau }: ReturnsPrior, spread: readonly Float64Array[], lower: Float64Array) {
  const unknown = covariance.map((entry) => tau * entry);
  const size = Math.round(Math.sqrt(covariance.length));
  if (spread.length === 0) return unknown;
  const column = (asset: number): Float64Array => Float64Array.from(spread, (row) => row[asset]!);
  for (let row = 0; row < size; row++) {
    const solved = choleskySolve(lower, column(row));
    for (let other = 0; other <= row; other++) {
      const gained = dot(solved, column(other));
      unknown[row * size + other]! -= gained;
      if (other < row) unknown[other * size + row]! -= gained;
    }
  }
  return unknown;
}

/** Only certain views can depend on each other: any doubt makes the system definite. */
function dependentSentence(views: CheckedViews, heard: readonly number[]): string {
  const names = heard.filter((view) => isCertain(views.certainties[view]!)).map((view) => views.names[view]!);
  return `The certain views ${names.join(', ')} follow from each other or contradict each other; give one of them less than full confidence.`;
}

const isCertain = ({ confidence, variance }: ViewCertainty): boolean => confidence === 1 || variance === 0;
