import { invariant } from '@/lib/base/invariant';
import { randomStream } from '@/lib/quant/math/rng';
import type { ProgramInput, ReturnsInput, TaskInput } from '../shared/task';

/** Seeded problems with the shape of real ones: a market factor, a few others, specific risk, groups that can bind. */

const MARKET_VOLATILITY = 0.16;
const OTHER_FACTOR_VOLATILITY = 0.05;
const SPECIFIC_VOLATILITY_MIN = 0.08;
const SPECIFIC_VOLATILITY_SPREAD = 0.25;
const GROUP_SIZE = 10;
const TRADING_DAYS = 252;

export interface FactorMarket {
  readonly size: number;
  readonly factors: number;
  /** Row-major factors x size, scaled by factor volatility, decimal per year. */
  readonly loadings: Float64Array;
  /** Length n, (decimal return)^2 per year. */
  readonly specific: Float64Array;
  /** Length n, decimal per year. */
  readonly expectedReturns: Float64Array;
}

export function factorMarket(seed: string, size: number, factors: number): FactorMarket {
  const random = randomStream(seed);
  const loadings = new Float64Array(factors * size);
  for (let at = 0; at < size; at++) loadings[at] = MARKET_VOLATILITY * (0.4 + 1.2 * random.nextUniform());
  for (let at = size; at < loadings.length; at++) loadings[at] = OTHER_FACTOR_VOLATILITY * random.nextNormal();
  const specific = Float64Array.from({ length: size }, () => {
    return (SPECIFIC_VOLATILITY_MIN + SPECIFIC_VOLATILITY_SPREAD * random.nextUniform()) ** 2;
  });
  const expectedReturns = Float64Array.from({ length: size }, (_, at) => {
    return 0.3 * loadings[at]! + 0.02 * random.nextNormal();
  });
  return { size, factors, loadings, specific, expectedReturns };
}

export function denseCovariance({ size, factors, loadings, specific }: FactorMarket): Float64Array {
  const covariance = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = row === column ? specific[row]! : 0;
      for (let factor = 0; factor < factors; factor++) {
        sum += loadings[factor * size + row]! * loadings[factor * size + column]!;
      }
      covariance[row * size + column] = sum;
      covariance[column * size + row] = sum;
    }
  }
  return covariance;
}

export interface ProgramOptions {
  /** c = tradeoff * expected returns; 0 = least risk. */
  readonly tradeoff: number;
  readonly weightMin: number;
  readonly weightMax: number;
  /** Each ten neighbours together may hold at most this; absent = no groups. */
  readonly groupMax?: number;
  readonly factorForm?: boolean;
  /** Minimise the distance to a mix of all instruments instead of to nothing. */
  readonly isTracking?: boolean;
  /** Number of linear terms that follow each other, each a little moved. */
  readonly linears?: number;
}

/** How far each of the linear terms that follow each other moves, relative to its size. */
const MOVE = 0.01;

export function program(market: FactorMarket, seed: string, options: ProgramOptions): ProgramInput {
  const { size, loadings, specific, expectedReturns } = market;
  const random = randomStream(`${seed} linear`);
  const hessian = denseCovariance(market);
  const first = expectedReturns.map((entry) => options.tradeoff * entry);
  if (options.isTracking === true) {
    const benchmark = Float64Array.from({ length: size }, () => 0.2 + random.nextUniform());
    const total = benchmark.reduce((sum, weight) => sum + weight, 0);
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        first[row]! += (hessian[row * size + column]! * benchmark[column]!) / total;
      }
    }
  }
  const count = options.linears ?? 1;
  const linears = new Float64Array(count * size);
  for (let step = 0; step < count; step++) {
    for (let at = 0; at < size; at++) {
      const before = step === 0 ? first[at]! : linears[(step - 1) * size + at]!;
      linears[step * size + at] = step === 0 ? before : before * (1 + MOVE * random.nextNormal());
    }
  }
  const groups = options.groupMax === undefined ? 0 : Math.floor(size / GROUP_SIZE);
  const rows = new Float64Array((1 + groups) * size).fill(1, 0, size);
  for (let group = 0; group < groups; group++) {
    const from = (1 + group) * size + group * GROUP_SIZE;
    rows.fill(1, from, from + GROUP_SIZE);
  }
  return {
    kind: 'quadratic-program',
    size,
    hessian,
    ...(options.factorForm === true ? { loadings, specific } : {}),
    linears,
    lower: new Float64Array(size).fill(options.weightMin),
    upper: new Float64Array(size).fill(options.weightMax),
    rows,
    rowMin: Float64Array.from({ length: 1 + groups }, (_, row) => (row === 0 ? 1 : -Infinity)),
    rowMax: Float64Array.from({ length: 1 + groups }, (_, row) => (row === 0 ? 1 : (options.groupMax ?? Infinity))),
  };
}

/** Degrees of freedom of daily returns: the tails of equities. */
const TAIL_DEGREES = 5;

/** Daily returns drawn from the market, with tails. */
export function dailyReturns(market: FactorMarket, seed: string, observations: number): ReturnsInput {
  const { size, factors, loadings, specific, expectedReturns } = market;
  const random = randomStream(`${seed} returns`);
  const returns = new Float64Array(observations * size);
  const scale = Math.sqrt((TAIL_DEGREES - 2) / TAIL_DEGREES / TRADING_DAYS);
  const draw = new Float64Array(factors);
  for (let row = 0; row < observations; row++) {
    for (let factor = 0; factor < factors; factor++) draw[factor] = random.nextNormal();
    const stretch = Math.sqrt(TAIL_DEGREES / random.nextChiSquare(TAIL_DEGREES)) * scale;
    for (let column = 0; column < size; column++) {
      let sum = Math.sqrt(specific[column]!) * random.nextNormal();
      for (let factor = 0; factor < factors; factor++) sum += loadings[factor * size + column]! * draw[factor]!;
      returns[row * size + column] = expectedReturns[column]! / TRADING_DAYS + stretch * sum;
    }
  }
  return { kind: 'returns', observations, instruments: size, returns };
}

export function asProgram(input: TaskInput): ProgramInput {
  invariant(input.kind === 'quadratic-program', 'the task is a quadratic program');
  return input;
}

export function asReturns(input: TaskInput): ReturnsInput {
  invariant(input.kind === 'returns', 'the task starts from returns');
  return input;
}

/** 1/2 x'Hx - c'x for the first of the linear terms. */
export function programObjective(input: TaskInput, weights: Float64Array): number {
  const { size, hessian, linears } = asProgram(input);
  const linear = linears.subarray(0, size);
  let value = 0;
  for (let row = 0; row < size; row++) {
    let slope = 0;
    for (let column = 0; column < size; column++) slope += hessian[row * size + column]! * weights[column]!;
    value += weights[row]! * (slope / 2 - linear[row]!);
  }
  return value;
}

/** Largest violation of a bound or a row. */
export function programViolation(input: TaskInput, weights: Float64Array): number {
  const { size, lower, upper, rows, rowMin, rowMax } = asProgram(input);
  let worst = 0;
  for (let at = 0; at < size; at++) worst = Math.max(worst, lower[at]! - weights[at]!, weights[at]! - upper[at]!);
  for (let row = 0; row < rowMin.length; row++) {
    let value = 0;
    for (let at = 0; at < size; at++) value += rows[row * size + at]! * weights[at]!;
    worst = Math.max(worst, rowMin[row]! - value, value - rowMax[row]!);
  }
  return worst;
}
