import { InvariantError } from '../../base/invariant';

/** Inside this distance from one half the central fit holds; its square is the constant of that fit. */
const CENTRAL_HALF_WIDTH = 0.425;
const CENTRAL_CONSTANT = 0.180625;

/** Border between the two tail fits, in r = sqrt(-ln(tail probability)). */
const FAR_TAIL = 5;
const NEAR_TAIL_SHIFT = 1.6;

// The three fits of PPND16 (Wichura 1988, table of AS 241). Written out, not looped over tables: this is the inner loop
// of every simulation, and the loop was twice as slow.
/* prettier-ignore */
const centralRatio = (r: number): number =>
  (((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r + 6.7265770927008700853e4) * r +
    4.5921953931549871457e4) * r + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r +
    1.3314166789178437745e2) * r + 3.387132872796366608) /
  (((((((5.226495278852854561e3 * r + 2.8729085735721942674e4) * r + 3.930789580009271061e4) * r +
    2.1213794301586595867e4) * r + 5.3941960214247511077e3) * r + 6.871870074920579083e2) * r +
    4.2313330701600911252e1) * r + 1);

/* prettier-ignore */
const nearTailRatio = (r: number): number =>
  (((((((7.7454501427834140764e-4 * r + 2.27238449892691845833e-2) * r + 2.4178072517745061177e-1) * r +
    1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.7694972214606914055) * r +
    4.6303378461565452959) * r + 1.42343711074968357734) /
  (((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 1.51986665636164571966e-2) * r +
    1.4810397642748007459e-1) * r + 6.8976733498510000455e-1) * r + 1.6763848301838038494) * r +
    2.05319162663775882187) * r + 1);

/* prettier-ignore */
const farTailRatio = (r: number): number =>
  (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.2426609473880784386e-3) * r +
    2.6532189526576123093e-2) * r + 2.9656057182850489123e-1) * r + 1.7848265399172913358) * r +
    5.4637849111641143699) * r + 6.6579046435011037772) /
  (((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r +
    7.868691311456132591e-4) * r + 1.48753612908506148525e-2) * r + 1.3692988092273580531e-1) * r +
    5.9983220655588793769e-1) * r + 1);

/**
 * Inverse of the standard normal distribution, to about 1e-15 relative (16 figures claimed by its author).
 *
 * @param probability strictly between 0 and 1
 * @throws InvariantError outside (0, 1)
 * @see Wichura (1988), "Algorithm AS 241: The Percentage Points of the Normal Distribution", Applied Statistics 37(3)
 */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) {
    // Not `invariant`: writing its message on every call would cost ten times the quantile itself.
    throw new InvariantError(`normalQuantile needs a probability inside (0, 1), not ${probability}`);
  }
  const distance = probability - 0.5;
  if (Math.abs(distance) <= CENTRAL_HALF_WIDTH) {
    return distance * centralRatio(CENTRAL_CONSTANT - distance * distance);
  }
  const tail = Math.sqrt(-Math.log(distance < 0 ? probability : 1 - probability));
  const size = tail <= FAR_TAIL ? nearTailRatio(tail - NEAR_TAIL_SHIFT) : farTailRatio(tail - FAR_TAIL);
  return distance < 0 ? -size : size;
}
