/** Width of the Gaussian kernel around each eigenvalue, as in the program printed with the method. */
const BANDWIDTH = 0.01;
/** Beyond so many widths a kernel is less than 1e-14 of its height. */
const BANDWIDTHS_MAX = 8;
const GRID = 1_000;

const VARIANCE_MIN = 1e-5;
const VARIANCE_MAX = 1 - 1e-5;
/** The misfit has dents as wide as the kernel; a step of the scan is half of that. */
const SCAN = 200;
/** Golden section: 30 halvings and more take the step of the scan below 1e-8. */
const REFINEMENTS = 40;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * The variance s of noise whose density of eigenvalues (Marcenko and Pastur) is nearest to that of the eigenvalues found,
 * by the sum of squared differences on a thousand points between the density's edges s (1 -+ sqrt(n / T))^2.
 *
 * @param eigenvalues of a correlation matrix
 * @param ratio       instruments over observations
 * @returns strictly between 0 and 1
 * @see Lopez de Prado (2020), "Machine Learning for Asset Managers", Cambridge University Press, section 2.4
 */
export function noiseVariance(eigenvalues: Float64Array, ratio: number): number {
  const misfit = (variance: number): number => misfitOf(eigenvalues, ratio, variance);
  const step = (VARIANCE_MAX - VARIANCE_MIN) / SCAN;
  let best = VARIANCE_MIN;
  let least = Infinity;
  for (let at = 0; at <= SCAN; at++) {
    const variance = VARIANCE_MIN + at * step;
    const value = misfit(variance);
    if (value < least) [best, least] = [variance, value];
  }
  let low = Math.max(best - step, VARIANCE_MIN);
  let high = Math.min(best + step, VARIANCE_MAX);
  for (let round = 0; round < REFINEMENTS; round++) {
    const left = high - GOLDEN * (high - low);
    const right = low + GOLDEN * (high - low);
    if (misfit(left) <= misfit(right)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}

function misfitOf(eigenvalues: Float64Array, ratio: number, variance: number): number {
  const low = variance * (1 - Math.sqrt(ratio)) ** 2;
  const high = variance * (1 + Math.sqrt(ratio)) ** 2;
  const height = 1 / (eigenvalues.length * BANDWIDTH * Math.sqrt(2 * Math.PI));
  let sum = 0;
  for (let at = 0; at < GRID; at++) {
    const value = low + ((high - low) * at) / (GRID - 1);
    // As many observations as instruments: the density has no end at zero, where the lower edge then is.
    if (value === 0) continue;
    const noise = Math.sqrt(Math.max((high - value) * (value - low), 0)) / (2 * Math.PI * ratio * variance * value);
    let found = 0;
    for (const eigenvalue of eigenvalues) {
      const widths = (value - eigenvalue) / BANDWIDTH;
      if (Math.abs(widths) < BANDWIDTHS_MAX) found += height * Math.exp((-widths * widths) / 2);
    }
    sum += (found - noise) ** 2;
  }
  return sum;
}
