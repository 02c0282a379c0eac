/** The windows a year of trading has; shorter ones tell more of noise than of change. */
export const ROLLING_ROWS = 252;

export interface RollingSeries {
  /** One a window, the window's last return at the same place; length T - ROLLING_ROWS + 1. */
  readonly volatility: Float64Array;
  readonly sharpe: Float64Array;
  readonly beta: Float64Array;
}

export interface RollingInput {
  /** Length T, simple. */
  readonly returns: Float64Array;
  /** Length T, what cash earned. */
  readonly cashReturns: Float64Array;
  /** Length T, of what beta is measured against. */
  readonly yardstick: Float64Array;
  readonly periodsPerYear: number;
}

/** Sums over the window, kept as it moves; enough digits for daily returns over decades. */
class Sums {
  private count = 0;
  private x = 0;
  private xx = 0;
  private y = 0;
  private yy = 0;
  private xy = 0;

  add(x: number, y: number, sign: 1 | -1 = 1): void {
    this.count += sign;
    this.x += sign * x;
    this.xx += sign * x * x;
    this.y += sign * y;
    this.yy += sign * y * y;
    this.xy += sign * x * y;
  }

  mean(): number {
    return this.x / this.count;
  }

  variance(): number {
    return Math.max(0, (this.xx - (this.x * this.x) / this.count) / (this.count - 1));
  }

  beta(): number {
    const covariance = this.xy - (this.x * this.y) / this.count;
    return covariance / (this.yy - (this.y * this.y) / this.count);
  }
}

/**
 * Volatility and Sharpe ratio a year (above what cash earned) and beta over each window of a year of rows. Undefined
 * values are NaN.
 */
export function rollingSeries({ returns, cashReturns, yardstick, periodsPerYear }: RollingInput): RollingSeries {
  const count = Math.max(0, returns.length - ROLLING_ROWS + 1);
  const [volatility, sharpe, beta] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const plain = new Sums();
  const excess = new Sums();
  returns.forEach((value, t) => {
    const add = (row: number, sign: 1 | -1): void => {
      plain.add(returns[row] ?? 0, yardstick[row] ?? 0, sign);
      excess.add((returns[row] ?? 0) - (cashReturns[row] ?? 0), 0, sign);
    };
    add(t, 1);
    if (t >= ROLLING_ROWS) add(t - ROLLING_ROWS, -1);
    const window = t - ROLLING_ROWS + 1;
    if (window < 0 || !Number.isFinite(value)) return;
    volatility[window] = Math.sqrt(plain.variance() * periodsPerYear);
    sharpe[window] = (excess.mean() * periodsPerYear) / Math.sqrt(excess.variance() * periodsPerYear);
    beta[window] = plain.beta();
  });
  return { volatility, sharpe, beta };
}
