import { matVec } from '../../math/matrix';
import { isAccepted, measureOptimality } from '../certificate';
import { shadowPrices } from '../outcome';
import { meanVarianceProgram } from '../splitting/mean-variance-program';
import { programTangent } from '../splitting/program';
import type { Certificate, ShadowPrice } from '../types';
import { isWholeFixed, ofPeriod, type PlanPoint, type PlanProgram } from './plan-program';
import type { StackedProblem } from './stacked-problem';
import type { MultiPeriodProblem } from './types';

/** A plan that was measured: all that `solved` needs to say of it. */
export interface PlanVerdict {
  readonly isAccepted: boolean;
  readonly certificate: Certificate;
  readonly shadowPrices: readonly ShadowPrice[];
}

/**
 * The judge of a plan: it measures the candidate on the stacked problem with the optimiser's certificate. Sizes are those
 * of the plan: trades may all be nought, which would make any gap look large beside them.
 */
export function judgePlan(
  problem: MultiPeriodProblem,
  program: PlanProgram,
  stacked: StackedProblem,
  point: PlanPoint,
): PlanVerdict {
  const { limits } = stacked;
  const weights = point.weights.map(
    (weight, at) => weight - (at < program.size ? problem.currentWeights[at]! : point.weights[at - program.size]!),
  );
  const rowMultipliers = rowMultipliersOf(problem, program, point);
  const candidate = { weights, rowMultipliers, capMultipliers: new Float64Array(0) };
  const own = programTangent(meanVarianceProgram(stacked.problem, limits), candidate);
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
    const own = ofPeriod(weights, period, size);
    const risk = matVec(quadratic[period]!, own);
    for (let at = 0; at < size; at++) {
      sum += Math.abs(own[at]!) * (Math.abs(risk[at]!) / 2 + Math.abs(linear[period]![at]!));
    }
  }
  return sum * scale;
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
    const own = matVec(quadratic[period]!, ofPeriod(weights, period, size));
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
