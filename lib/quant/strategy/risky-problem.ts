import { invariant } from '../../base/invariant';
import { ASSET_CLASSES, type Instrument } from '../market/instrument';
import type { LinearLimit, Objective, OptimizeOutcome, OptimizeProblem, Solved } from '../optimize/types';
import type { AimRequest } from '../policy/aims';
import type { Fact } from '../policy/types';
import type { DecisionInputs, Estimate } from './types';

/** Certified answers may sit this far outside a bound; further is a bug. */
const BOUND_ROUNDING = 1e-8;

/** What of an estimate a problem is made from. */
type RiskyMoments = Pick<Estimate, 'riskyColumns' | 'expectedReturns' | 'covariance'> & {
  readonly inputs: Pick<DecisionInputs, 'cashReturn'>;
};

/** What of an instrument its limits depend on. */
type Limited = Pick<Instrument, 'symbol' | 'assetClass'>;

/**
 * A request about the whole portfolio as a problem of its risky part: the budget is what cash leaves, limits stay
 * fractions of the whole, and cash adds its return but no risk.
 */
export function riskyProblem(
  instruments: readonly Limited[],
  estimate: RiskyMoments,
  { limits }: Pick<AimRequest, 'limits'>,
  objective: Objective,
): OptimizeProblem {
  const risky = estimate.riskyColumns.map((i) => instruments[i]!);
  const budget = 1 - limits.cashWeight;
  const { returnMin } = limits;
  // A class that is shut closes its instruments one by one, so that a risk budget knows whom to leave out.
  const closed = new Set(limits.classLimits.flatMap(({ assetClass, max }) => (max <= 0 ? [assetClass] : [])));
  return {
    symbols: risky.map(({ symbol }) => symbol),
    expectedReturns: estimate.expectedReturns,
    covariance: estimate.covariance,
    objective,
    limits: {
      budget,
      weightMin: new Float64Array(risky.length),
      weightMax: Float64Array.from(risky, ({ assetClass }) => (closed.has(assetClass) ? 0 : limits.weightMax)),
      rows: classRows(risky, limits.classLimits, budget),
      ...(returnMin === undefined ? {} : { returnMin: returnMin - limits.cashWeight * estimate.inputs.cashReturn }),
      ...(limits.volatilityMax === Infinity ? {} : { volatilityMax: limits.volatilityMax }),
    },
  };
}

/** One row a class that could bind, named as the user knows the class. */
function classRows(
  risky: readonly Limited[],
  classLimits: AimRequest['limits']['classLimits'],
  budget: number,
): LinearLimit[] {
  return classLimits.flatMap(({ assetClass, min, max }) => {
    const coefficients = Float64Array.from(risky, (instrument) => (instrument.assetClass === assetClass ? 1 : 0));
    if (max <= 0 && min <= 0) return [];
    const isEmpty = coefficients.every((coefficient) => coefficient === 0);
    if (min <= 0 && (isEmpty || max >= budget)) return [];
    return [
      {
        name: ASSET_CLASSES[assetClass].name,
        coefficients,
        min: min > 0 ? min : -Infinity,
        max: max < budget ? max : Infinity,
      },
    ];
  });
}

/**
 * Weights of the whole universe: the risky ones as solved, the rest split equally over the cash instruments.
 *
 * @param riskyWeights length m, in the order of the estimate
 * @returns weights of length n; without a cash instrument they sum to less than one, and a fact says how much less
 */
export function wholePortfolio(
  n: number,
  { riskyColumns, cashColumns }: Pick<Estimate, 'riskyColumns' | 'cashColumns'>,
  riskyWeights: Float64Array,
  cashWeight: number,
): { weights: Float64Array; facts: readonly Fact[] } {
  const weights = inUniverse(n, { riskyColumns, cashColumns }, riskyWeights, cashWeight);
  riskyColumns.forEach((column) => {
    invariant(weights[column]! >= -BOUND_ROUNDING, `column ${column} has weight ${weights[column]!}`);
    weights[column] = Math.max(0, weights[column]!);
  });
  const isUninvested = cashColumns.length === 0 && cashWeight > 0;
  return { weights, facts: isUninvested ? [{ key: 'strategy.cash-uninvested', values: { cashWeight } }] : [] };
}

function inUniverse(
  n: number,
  { riskyColumns, cashColumns }: Pick<Estimate, 'riskyColumns' | 'cashColumns'>,
  riskyWeights: Float64Array,
  cashWeight: number,
): Float64Array {
  const weights = new Float64Array(n);
  riskyColumns.forEach((column, j) => (weights[column] = riskyWeights[j]!));
  for (const column of cashColumns) weights[column] = cashWeight / cashColumns.length;
  return weights;
}

/** What was not solved, with the nearest weights in universe order, cash included, like those of an answer. */
export function wholeRefusal(
  n: number,
  columns: Pick<Estimate, 'riskyColumns' | 'cashColumns'>,
  outcome: Exclude<OptimizeOutcome, Solved>,
  cashWeight: number,
): Exclude<OptimizeOutcome, Solved> {
  if (outcome.status !== 'infeasible' || outcome.nearestFeasible === undefined) return outcome;
  const { weights, relaxed } = outcome.nearestFeasible;
  return { ...outcome, nearestFeasible: { weights: inUniverse(n, columns, weights, cashWeight), relaxed } };
}
