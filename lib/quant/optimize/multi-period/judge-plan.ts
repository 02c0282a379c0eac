import { dot, matVec, sumOf } from '../../math/matrix';
import { isAccepted, measureOptimality } from '../certificate';
import { namedLimits } from '../limits';
import { optimize } from '../optimize';
import { shadowPrices } from '../outcome';
import { meanVarianceProgram } from '../splitting/mean-variance-program';
import { programTangent } from '../splitting/program';
import type { Certificate, LinearLimit, MaxUtility, OptimizeOutcome, OptimizeProblem, ShadowPrice } from '../types';
import { isWholeFixed, type PlanPoint, type PlanProgram } from './plan-program';
import type { MultiPeriodProblem } from './types';

/** Weights that sum to the budget but for rounding leave nothing to invest. */
const BUDGET_ROUNDING = 1e-12;

/** A plan that was measured: all that `solved` needs to say of it. */
export interface PlanVerdict {
  readonly isAccepted: boolean;
  readonly certificate: Certificate;
  readonly shadowPrices: readonly ShadowPrice[];
}

/**
 * The judge of a plan. It states the plan as one max-utility problem whose "instruments" are the trades of each period,
 * so that costs fall on each variable alone, and measures the candidate on that with the optimiser's certificate.
 * Sizes are those of the plan: trades may all be nought, which would make any gap look large beside them.
 */
export function judgePlan(problem: MultiPeriodProblem, program: PlanProgram, point: PlanPoint): PlanVerdict {
  const stacked = stackedProblem(problem);
  const { weightScale } = namedLimits({ ...stacked, symbols: problem.symbols, limits: problem.limits }, false);
  const limits = { ...namedLimits(stacked, false), weightScale };
  const weights = point.weights.map(
    (weight, at) => weight - (at < program.size ? problem.currentWeights[at]! : point.weights[at - program.size]!),
  );
  const rowMultipliers = rowMultipliersOf(problem, program, point);
  const candidate = { weights, rowMultipliers, capMultipliers: new Float64Array(0) };
  const own = programTangent(meanVarianceProgram(stacked, limits), candidate);
  const tangent = { ...own, objectiveSize: Math.max(own.objectiveSize, sizeOfPlan(program, point)) };
  const measure = measureOptimality(limits, weights, tangent, rowMultipliers);
  const { dualityGap, primalResidual, dualResidual } = measure;
  const prices = { ...tangent, volatilityGap: 0, priceOfMultiplier: 1, volatilityPrice: 0 };
  return {
    isAccepted: isAccepted(measure),
    certificate: { dualityGap, primalResidual, dualResidual },
    shadowPrices: shadowPrices({ priceUnit: 'utility' }, limits, candidate, { ...measure, tangent: prices }),
  };
}

/** Sum of the sizes of what the plan is expected to earn and to risk. */
function sizeOfPlan({ size, horizon, quadratic, linear, scale }: PlanProgram, { weights }: PlanPoint): number {
  let sum = 0;
  for (let period = 0; period < horizon; period++) {
    const own = weights.subarray(period * size, (period + 1) * size);
    const risk = matVec(quadratic[period]!, own);
    for (let at = 0; at < size; at++) {
      sum += Math.abs(own[at]!) * (Math.abs(risk[at]!) / 2 + Math.abs(linear[period]![at]!));
    }
  }
  return sum * scale;
}

/**
 * The plan by the optimiser's own search on the stacked problem: sure-footed where hardly anything is left to choose,
 * and too slow for a plan of many weights.
 *
 * @returns its weights, of length H n, with the outcome they come from
 */
export function stackedPlan(problem: MultiPeriodProblem): {
  readonly outcome: OptimizeOutcome;
  readonly weights: Float64Array;
} {
  const outcome = optimize(stackedProblem(problem));
  const size = problem.symbols.length;
  const weights = outcome.status === 'solved' ? Float64Array.from(outcome.weights) : new Float64Array(0);
  for (let place = 0; place < weights.length; place++) {
    weights[place]! += place < size ? problem.currentWeights[place]! : weights[place - size]!;
  }
  return { outcome, weights };
}

/** Multipliers of the rows of the stacked problem, in their order; those of bounds take up what slope is left. */
function rowMultipliersOf(problem: MultiPeriodProblem, program: PlanProgram, point: PlanPoint): Float64Array {
  const { size, horizon, scale, equalities } = program;
  const { limits, finalWeights } = problem;
  const isFinal = (period: number): boolean => finalWeights !== undefined && period === horizon - 1;
  const slopes = slopesLeft(program, point);
  const slopeAt = (period: number, at: number): number => slopes[period * size + at]!;
  const budgets = Array.from({ length: horizon }, (_, period) => {
    if (isFinal(period)) return slopeAt(period, size - 1);
    if (!isWholeFixed(program, period)) return point.equalityMultipliers[period]![0]!;
    // Nothing moves, so any multiplier serves; this one pushes every weight against the bound that it stands on.
    const own = Array.from({ length: size }, (__, at) => slopeAt(period, at));
    return program.upper[period * size]! < limits.weightMax[0]! ? Math.min(...own) : Math.max(...own);
  });
  // A budget of one period is one of all trades up to then.
  const onward = budgets.map((_, period) => budgets.slice(period).reduce((sum, own) => sum + own, 0));
  const multipliers = [onward[0]!];
  for (let period = 0; period < horizon; period++) {
    let [equality, inequality] = [1, 0];
    for (const { min, max } of limits.rows) {
      const isEquality = equalities[equality] !== undefined && max === equalities[equality]!.max && min === max;
      multipliers.push(
        isEquality
          ? point.equalityMultipliers[period]![equality++]!
          : min === -Infinity && max === Infinity
            ? 0
            : point.inequalityMultipliers[period]![inequality++]!,
      );
    }
    if (period > 0) {
      multipliers.push(onward[period]! - onward[0]!);
      for (let at = 0; at < size; at++) {
        if (limits.weightMin[at] === -Infinity && limits.weightMax[at] === Infinity) continue;
        const taken = isWholeFixed(program, period) ? budgets[period]! : 0;
        multipliers.push(isFinal(period) ? 0 : slopeAt(period, at) - taken);
      }
    }
    if (isFinal(period)) for (let at = 0; at < size - 1; at++) multipliers.push(slopeAt(period, at) - budgets[period]!);
  }
  return Float64Array.from(multipliers, (own) => own * scale);
}

/** Slope of each weight after trades and rows took their share. */
function slopesLeft(program: PlanProgram, point: PlanPoint): Float64Array {
  const { size, horizon, quadratic, linear, equalities, inequalities } = program;
  const { weights, tradeSlopes, equalityMultipliers, inequalityMultipliers } = point;
  const left = new Float64Array(weights.length);
  for (let period = 0; period < horizon; period++) {
    const own = matVec(quadratic[period]!, weights.subarray(period * size, (period + 1) * size));
    const take = (coefficients: Float64Array, multiplier: number): void => {
      for (let at = 0; at < size; at++) own[at]! -= multiplier * coefficients[at]!;
    };
    if (!isWholeFixed(program, period)) {
      equalities.forEach(({ coefficients }, row) => {
        take(coefficients, equalityMultipliers[period]![row]!);
      });
      inequalities.forEach(({ coefficients }, row) => {
        take(coefficients, inequalityMultipliers[period]![row]!);
      });
    }
    for (let at = 0; at < size; at++) {
      const place = period * size + at;
      const after = period + 1 < horizon ? tradeSlopes[place + size]! : 0;
      left[place] = own[at]! - linear[period]![at]! + tradeSlopes[place]! - after;
    }
  }
  return left;
}

/** The plan in trades: variable h * n + i is the trade of instrument i at the start of period h. */
function stackedProblem(problem: MultiPeriodProblem): OptimizeProblem<MaxUtility> {
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
