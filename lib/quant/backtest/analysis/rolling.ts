import { invariant } from '../../../base/invariant';

/** One entry a window that is full; entry k ends with return `window - 1 + k`. */
export interface RollingFigures {
  /** Annual decimals. */
  readonly volatility: Float64Array;
  /** Annual; NaN where the returns of a window do not spread. */
  readonly sharpe: Float64Array;
  /** NaN where the benchmark does not spread; absent without one. */
  readonly beta?: Float64Array;
}

interface RollingInput {
  /** Length T, simple. */
  readonly returns: Float64Array;
  /** Length T. */
  readonly benchmark?: Float64Array;
  /** Returns in a window, at least 2. */
  readonly window: number;
  readonly periodsPerYear: number;
  /** Annual decimal. */
  readonly riskFreeRate: number;
}

/**
 * Sums over a long run drift by their rounding; starting afresh once a window keeps every entry at the precision of one
 * window, and the whole still linear.
 */
class WindowMoments {
  private count = 0;
  private meanX = 0;
  private meanY = 0;
  private squaresX = 0;
  private squaresY = 0;
  private products = 0;

  add(x: number, y: number): void {
    this.count += 1;
    const fromX = x - this.meanX;
    const fromY = y - this.meanY;
    this.meanX += fromX / this.count;
    this.meanY += fromY / this.count;
    this.squaresX += fromX * (x - this.meanX);
    this.squaresY += fromY * (y - this.meanY);
    this.products += fromX * (y - this.meanY);
  }

  remove(x: number, y: number): void {
    const fromX = x - this.meanX;
    const fromY = y - this.meanY;
    this.count -= 1;
    this.meanX -= fromX / this.count;
    this.meanY -= fromY / this.count;
    this.squaresX -= fromX * (x - this.meanX);
    this.squaresY -= fromY * (y - this.meanY);
    this.products -= fromX * (y - this.meanY);
  }

  get mean(): number {
    return this.meanX;
  }

  /** Per period, n - 1; what rounding left of nothing is nothing. */
  get deviation(): number {
    const variance = this.squaresX / (this.count - 1);
    return variance <= NO_VARIANCE ? 0 : Math.sqrt(variance);
  }

  get slope(): number {
    return this.squaresY / (this.count - 1) <= NO_VARIANCE ? Number.NaN : this.products / this.squaresY;
  }
}

/** Returns carry an absolute rounding of about 2e-16 and a window some times that; its square is no variance. */
const NO_VARIANCE = 1e-28;

/**
 * Volatility, Sharpe ratio and beta of each window of returns, in time linear in the sample whatever the window.
 *
 * @throws InvariantError on a window of less than two returns or a benchmark of another length
 * @see Welford (1962), "Note on a Method for Calculating Corrected Sums of Squares and Products", Technometrics 4(3)
 */
export function rollingFigures(input: RollingInput): RollingFigures {
  const { returns, benchmark, window, periodsPerYear, riskFreeRate } = input;
  invariant(window >= 2 && Number.isInteger(window), `a window of ${window} returns`);
  invariant(benchmark === undefined || benchmark.length === returns.length, 'a benchmark of another length');
  const count = Math.max(0, returns.length - window + 1);
  const [volatility, sharpe, beta] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const other = (t: number): number => (benchmark === undefined ? 0 : benchmark[t]!);
  let moments = new WindowMoments();
  for (let k = 0; k < count; k++) {
    if (k % window === 0) {
      moments = new WindowMoments();
      for (let t = k; t < k + window; t++) moments.add(returns[t]!, other(t));
    } else {
      moments.remove(returns[k - 1]!, other(k - 1));
      moments.add(returns[k + window - 1]!, other(k + window - 1));
    }
    const { mean, deviation, slope } = moments;
    volatility[k] = deviation * Math.sqrt(periodsPerYear);
    const excess = mean - riskFreeRate / periodsPerYear;
    sharpe[k] = deviation === 0 ? Number.NaN : (excess / deviation) * Math.sqrt(periodsPerYear);
    beta[k] = slope;
  }
  return { volatility, sharpe, ...(benchmark === undefined ? {} : { beta }) };
}
