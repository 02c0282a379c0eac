import { dot, matVec, sumOf } from '../../math/matrix';
import { type NamedLimits, namedLimits } from '../limits';
import { optimize } from '../optimize';
import type { LinearLimit, MaxUtility, OptimizeOutcome, OptimizeProblem } from '../types';
import type { MultiPeriodProblem } from './types';

/** Weights that sum to the budget but for rounding leave nothing to invest. */
const BUDGET_ROUNDING = 1e-12;

/**
 * The plan as one max-utility problem whose "instruments" are the trades of each period, so that costs fall on each
 * variable alone.
 */
export interface StackedProblem {
  readonly problem: OptimizeProblem<MaxUtility>;
  /** Of the problem, in units of the portfolio: trades may all be nought, which would make any miss look large. */
  readonly limits: NamedLimits;
}

/** @param weightScale of the portfolio in one period */
export function stackedProblem(plan: MultiPeriodProblem, weightScale: number): StackedProblem {
  const problem = problemInTrades(plan);
  return { problem, limits: { ...namedLimits(problem, false), weightScale } };
}

/**
 * The plan by the optimiser's own search on the stacked problem: sure-footed where hardly anything is left to choose,
 * and too slow for a plan of many weights.
 *
 * @returns its weights, of length H n, with the outcome they come from
 */
export function stackedPlan(
  stacked: StackedProblem,
  currentWeights: Float64Array,
): { readonly outcome: OptimizeOutcome; readonly weights: Float64Array } {
  const outcome = optimize(stacked.problem);
  const size = currentWeights.length;
  const weights = outcome.status === 'solved' ? Float64Array.from(outcome.weights) : new Float64Array(0);
  for (let place = 0; place < weights.length; place++) {
    weights[place]! += place < size ? currentWeights[place]! : weights[place - size]!;
  }
  return { outcome, weights };
}

/** The plan in trades: variable h * n + i is the trade of instrument i at the start of period h. */
function problemInTrades(problem: MultiPeriodProblem): OptimizeProblem<MaxUtility> {
  const { symbols, currentWeights, periods, riskAversion, costPerTrade, limits } = problem;
  const size = symbols.length;
  const whole = size * periods.length;
  const toInvest = limits.budget - sumOf(currentWeights);
  const repeated = (first: (at: number) => number, later: number): Float64Array =>
    Float64Array.from({ length: whole }, (_, at) => (at < size ? first(at) : later));
  return {
    symbols: periods.flatMap((_, period) => symbols.map((symbol) => `${symbol}${inPeriod(period)}`)),
    expectedReturns: stackedReturns(problem),
    covariance: stackedCovariance(problem),
    objective: { kind: 'max-utility', measure: 'variance', riskAversion },
    limits: {
      // All later trades sum to nought period by period, so the first period's must bring the budget about.
      budget: Math.abs(toInvest) > BUDGET_ROUNDING ? toInvest : 0,
      weightMin: repeated((at) => limits.weightMin[at]! - currentWeights[at]!, -Infinity),
      weightMax: repeated((at) => limits.weightMax[at]! - currentWeights[at]!, Infinity),
      rows: periods.flatMap((_, period) => rowsOfPeriod(problem, period)),
      currentWeights: new Float64Array(whole),
      costPerTrade: Float64Array.from({ length: whole }, (_, at) => costPerTrade[at % size]!),
    },
  };
}

/** Trades made in period h act in all periods from h on: their slope is the sum of what those periods offer. */
function stackedReturns({ symbols, currentWeights, periods, riskAversion }: MultiPeriodProblem): Float64Array {
  const size = symbols.length;
  const slopes = new Float64Array(size * periods.length);
  const sum = new Float64Array(size);
  for (let period = periods.length - 1; period >= 0; period--) {
    const { expectedReturns, covariance, years } = periods[period]!;
    const risk = matVec(covariance, currentWeights);
    for (let at = 0; at < size; at++) sum[at]! += years * (expectedReturns[at]! - riskAversion * risk[at]!);
    slopes.set(sum, period * size);
  }
  return slopes;
}

/** Two trades meet in the periods from the later of them on. */
function stackedCovariance({ symbols, periods }: MultiPeriodProblem): Float64Array {
  const size = symbols.length;
  const whole = size * periods.length;
  const stacked = new Float64Array(whole * whole);
  const sum = new Float64Array(size * size);
  for (let later = periods.length - 1; later >= 0; later--) {
    const { covariance, years } = periods[later]!;
    for (let at = 0; at < sum.length; at++) sum[at]! += years * covariance[at]!;
    for (let earlier = 0; earlier <= later; earlier++) {
      for (let row = 0; row < size; row++) {
        const part = sum.subarray(row * size, (row + 1) * size);
        stacked.set(part, (later * size + row) * whole + earlier * size);
        stacked.set(part, (earlier * size + row) * whole + later * size);
      }
    }
  }
  return stacked;
}

const inPeriod = (period: number): string => (period === 0 ? '' : ` in period ${period + 1}`);

/** What must hold of the weights of one period, as rows over the trades up to it. */
function rowsOfPeriod(problem: MultiPeriodProblem, period: number): LinearLimit[] {
  const { symbols, currentWeights, periods, limits, finalWeights } = problem;
  const size = symbols.length;
  const whole = size * periods.length;
  const cumulative = (coefficients: Float64Array): Float64Array =>
    Float64Array.from({ length: whole }, (_, at) => (at < size * (period + 1) ? coefficients[at % size]! : 0));
  const unit = (at: number): Float64Array => Float64Array.from({ length: size }, (_, other) => (other === at ? 1 : 0));
  const rows = limits.rows.map(({ name, coefficients, min, max }): LinearLimit => {
    const held = dot(coefficients, currentWeights);
    return {
      name: `${name}${inPeriod(period)}`,
      coefficients: cumulative(coefficients),
      min: min - held,
      max: max - held,
    };
  });
  if (period > 0) {
    const own = Float64Array.from({ length: whole }, (_, at) => (Math.floor(at / size) === period ? 1 : 0));
    rows.push({ name: `budget${inPeriod(period)}`, coefficients: own, min: 0, max: 0 });
    for (let at = 0; at < size; at++) {
      const [min, max] = [limits.weightMin[at]! - currentWeights[at]!, limits.weightMax[at]! - currentWeights[at]!];
      if (min === -Infinity && max === Infinity) continue;
      rows.push({ name: `${symbols[at]!}${inPeriod(period)}`, coefficients: cumulative(unit(at)), min, max });
    }
  }
  if (finalWeights !== undefined && period === periods.length - 1) {
    // The last weight follows from the budget; a row for it would only repeat the others.
    for (let at = 0; at < size - 1; at++) {
      const change = finalWeights[at]! - currentWeights[at]!;
      rows.push({ name: `final ${symbols[at]!}`, coefficients: cumulative(unit(at)), min: change, max: change });
    }
  }
  return rows;
}
