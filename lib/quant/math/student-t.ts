import { invariant } from '../../base/invariant';
import { normalQuantile } from './normal-quantile';

/** From here on the asymptotic series of the gamma ratio is exact to the last figure. */
const GAMMA_RATIO_SERIES_MIN = 30;

const SERIES = [1, -1 / 8, 1 / 128, 5 / 1024, -21 / 32768, -399 / 262144, 869 / 4194304, 39325 / 33554432];

/** The fraction needs about sqrt(degrees of freedom) terms near the centre; a million degrees are 1,000 terms. */
const FRACTION_TERMS_MAX = 20_000;
const FRACTION_TOLERANCE = 1e-16;

/** Newton doubles its figures a step; bisection, its fall-back, needs one step a bit. */
const QUANTILE_STEPS_MAX = 200;
const QUANTILE_TOLERANCE = 1e-15;

/**
 * Distribution function of Student's t, in the lower tail to 1e-13 relative for up to 1,000 degrees, 1e-11 for a million.
 * For an upper tail call it with -t.
 *
 * @param degreesOfFreedom positive, not necessarily whole, at most about 1e8
 * @throws InvariantError on degrees of freedom that are not positive
 * @see NIST Digital Library of Mathematical Functions, 8.17.8 and 8.17.22 (incomplete beta function)
 */
export function studentTCdf(t: number, degreesOfFreedom: number): number {
  invariant(degreesOfFreedom > 0 && Number.isFinite(degreesOfFreedom), `${degreesOfFreedom} degrees of freedom`);
  const lower = lowerTail(Math.abs(t), degreesOfFreedom);
  return t > 0 ? 1 - lower : lower;
}

/**
 * Inverse of `studentTCdf`.
 *
 * @param probability strictly between 0 and 1
 * @throws InvariantError outside (0, 1) or on degrees of freedom that are not positive
 */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  invariant(probability > 0 && probability < 1, `studentTQuantile of probability ${probability}`);
  invariant(degreesOfFreedom > 0 && Number.isFinite(degreesOfFreedom), `${degreesOfFreedom} degrees of freedom`);
  if (probability === 0.5) return 0;
  const size = upperQuantile(Math.min(probability, 1 - probability), degreesOfFreedom);
  return probability < 0.5 ? -size : size;
}

/** Gamma(a + 1/2) / Gamma(a): series for large a (DLMF 5.11.13), brought down by the recurrence of the gamma function. */
export function gammaRatioHalf(a: number): number {
  let shifted = a;
  let factor = 1;
  for (; shifted < GAMMA_RATIO_SERIES_MIN; shifted++) factor *= shifted / (shifted + 0.5);
  const r = 1 / shifted;
  const series = SERIES.reduceRight((sum, coefficient) => coefficient + r * sum, 0);
  return factor * Math.sqrt(shifted) * series;
}

/** P(T <= -t) for t >= 0: half of the incomplete beta function at df / (df + t^2). */
function lowerTail(t: number, degreesOfFreedom: number): number {
  const a = degreesOfFreedom / 2;
  const square = (t * t) / degreesOfFreedom;
  // (1 + t^2 / df)^(-df / 2) and t / sqrt(df + t^2), the two powers before the fraction.
  const power = Math.exp(-a * Math.log1p(square));
  const root = t === Infinity ? 1 : Math.sqrt(square / (1 + square));
  const front = (power * root * gammaRatioHalf(a)) / Math.sqrt(Math.PI);
  const x = 1 / (1 + square);
  const fractionConvergesFast = x < (a + 1) / (a + 2.5);
  return fractionConvergesFast
    ? (front * betaFraction(x, a, 0.5)) / (2 * a)
    : 0.5 - front * betaFraction(square * x, 0.5, a);
}

/** The continued fraction of the incomplete beta function, by the modified Lentz method. */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= FRACTION_TERMS_MAX; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) <= FRACTION_TOLERANCE) return fraction;
  }
  invariant(false, `the incomplete beta fraction did not settle at x = ${x}, a = ${a}, b = ${b}`);
}

/** Density of Student's t. */
const density = (t: number, degreesOfFreedom: number): number =>
  (gammaRatioHalf(degreesOfFreedom / 2) / Math.sqrt(degreesOfFreedom * Math.PI)) *
  Math.exp((-(degreesOfFreedom + 1) / 2) * Math.log1p((t * t) / degreesOfFreedom));

/** t > 0 with upper tail probability p < 1/2: Newton on log tail against log t, inside a bracket that only shrinks. */
function upperQuantile(tail: number, degreesOfFreedom: number): number {
  let low = 0;
  let high = Math.max(-normalQuantile(tail), 1);
  while (lowerTail(high, degreesOfFreedom) > tail) {
    low = high;
    high *= 2;
  }
  let t = (low + high) / 2;
  for (let step = 0; step < QUANTILE_STEPS_MAX; step++) {
    const reached = lowerTail(t, degreesOfFreedom);
    if (reached > tail) low = t;
    else high = t;
    // The tail falls like a power of t, so in logarithms Newton walks along an almost straight line.
    const slope = (-t * density(t, degreesOfFreedom)) / reached;
    const newton = t * Math.exp(Math.log(tail / reached) / slope);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - t) <= QUANTILE_TOLERANCE * t) return next;
    t = next;
  }
  invariant(false, `no t quantile for tail ${tail} and ${degreesOfFreedom} degrees of freedom`);
}
