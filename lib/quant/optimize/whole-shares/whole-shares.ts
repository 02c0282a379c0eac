import { refused, type Refusal } from '../../../base/outcome';
import { quadraticForm } from '../../math/matrix';
import { covarianceVerdict } from '../validate';
import { absoluteBrancher } from './absolute-brancher';
import { branchShares } from './branch-shares';
import { improveShares, type Shares } from './improve-shares';
import { cashAfter, feeOf, feesOf, type ShareProblem, type Tracking } from './share-problem';
import type { ShareOrder, TrackingMeasure, WholeSharesOutcome, WholeSharesRequest } from './types';
import { varianceBrancher } from './variance-brancher';

/** Enough to prove a dozen instruments best; more take a moment at most. */
const BRANCHES_MAX = 200_000;
/** Products and sums of micro-units stay below 2^53 in doubles. */
const VALUE_MAX = 2n ** 51n;
const MICROS = 1e6;
/** Weights of a target that sum to more than this are more than there is. */
const WEIGHT_SUM_MAX = 1 + 1e-9;

/**
 * The whole shares nearest to a target, with the fees, the smallest order and the cash all counted at once: the answer never
 * spends cash that is not there, fees included, and says how much better another answer could be at most (`gap`, zero when
 * it is proved to be the best).
 *
 * Selling brings its cash at once. Nothing is sold short: counts and targets are at least zero.
 */
export function wholeShares(request: WholeSharesRequest): WholeSharesOutcome {
  const refusal = refusalOf(request);
  if (refusal !== undefined) return refusal;
  const { measure, branchesMax = BRANCHES_MAX } = request;
  const problem = problemOf(request);
  const start = improveShares(problem, problem.held);
  const found = branchShares(problem, brancherFor(problem, measure, start), start, branchesMax);
  const { shares } = found;
  return {
    status: 'solved',
    shares: [...shares].map(BigInt),
    orders: ordersOf(request, problem, shares),
    cashAfter: BigInt(cashAfter(problem, shares)),
    fees: BigInt(feesOf(problem, shares)),
    cost: found.cost / MICROS,
    costAtLeast: found.costAtLeast / MICROS,
    gap: (found.cost - found.costAtLeast) / MICROS,
    branches: found.branches,
  };
}

const brancherFor = (problem: ShareProblem, measure: TrackingMeasure, { cost }: Shares) =>
  measure.kind === 'absolute'
    ? absoluteBrancher(problem, cost)
    : varianceBrancher(problem, measure.covariance, measure.riskAversion);

function problemOf(request: WholeSharesRequest): ShareProblem {
  const { prices, held, cash, fees, orderMin, targetWeights, measure } = request;
  const value = Number(prices.reduce((sum, price, at) => sum + price * held[at]!, cash));
  const targets = targetWeights.map((weight) => weight * value);
  return {
    size: prices.length,
    prices: Float64Array.from(prices, Number),
    held: Float64Array.from(held, Number),
    cash: Number(cash),
    feePerOrder: Number(fees.perOrder),
    feePerMillion: fees.perMillion,
    orderMin: Number(orderMin),
    value,
    targets,
    tracking: trackingOf(measure, targets, value),
  };
}

function trackingOf(measure: TrackingMeasure, targets: Float64Array, value: number): Tracking {
  if (measure.kind === 'absolute') {
    return (positions) => {
      let [apart, idle] = [0, 0];
      for (let at = 0; at < positions.length; at++) {
        const miss = targets[at]! - positions[at]!;
        apart += Math.abs(miss);
        idle += miss;
      }
      return apart + Math.abs(idle);
    };
  }
  const { covariance, riskAversion } = measure;
  const factor = riskAversion / 2 / value;
  return (positions) =>
    factor *
    quadraticForm(
      covariance,
      positions.map((position, at) => position - targets[at]!),
    );
}

function ordersOf({ symbols }: WholeSharesRequest, problem: ShareProblem, shares: Float64Array): readonly ShareOrder[] {
  return symbols.flatMap((symbol, at) => {
    const bought = shares[at]! - problem.held[at]!;
    if (bought === 0) return [];
    const value = Math.abs(bought) * problem.prices[at]!;
    return [
      {
        symbol,
        side: bought > 0 ? 'buy' : 'sell',
        shares: BigInt(Math.abs(bought)),
        value: BigInt(value),
        fee: BigInt(feeOf(problem, value)),
      },
    ];
  });
}

const refuse = (message: string, field: string): Refusal => refused('bad-input', message, field);

function refusalOf(request: WholeSharesRequest): Refusal | undefined {
  const { symbols, targetWeights, prices, held, cash, fees, orderMin } = request;
  const lengths = { targetWeights, prices, held };
  for (const [field, { length }] of Object.entries(lengths)) {
    if (length !== symbols.length)
      return refuse(`${field} has ${length} numbers for ${symbols.length} instruments.`, field);
  }
  if (symbols.length === 0) return refuse('There is nothing to hold: no instrument was given.', 'symbols');
  for (const [at, symbol] of symbols.entries()) {
    if (!(prices[at]! > 0n)) return refuse(`The price of ${symbol} must be above zero.`, 'prices');
    if (held[at]! < 0n) return refuse(`${symbol} is held short, which whole shares do not cover.`, 'held');
    if (!(targetWeights[at]! >= 0)) return refuse(`The target of ${symbol} must be zero or more.`, 'targetWeights');
  }
  if (!(targetWeights.reduce((sum, weight) => sum + weight, 0) <= WEIGHT_SUM_MAX)) {
    return refuse('The target weights sum to more than 1.', 'targetWeights');
  }
  if (cash < 0n) return refuse('There is less than no cash to begin with.', 'cash');
  if (fees.perOrder < 0n) return refuse('A fee for each order must be zero or more.', 'fees.perOrder');
  if (!(Number.isInteger(fees.perMillion) && fees.perMillion >= 0 && fees.perMillion < MICROS)) {
    return refuse('A fee in millionths must be a whole number from 0 to 999999.', 'fees.perMillion');
  }
  if (orderMin < 0n) return refuse('The smallest order must be zero or more.', 'orderMin');
  return valueRefusal(request) ?? measureRefusal(request);
}

function valueRefusal({ prices, held, cash, fees, orderMin }: WholeSharesRequest): Refusal | undefined {
  const value = prices.reduce((sum, price, at) => sum + price * held[at]!, cash);
  if (value === 0n) return refuse('There is neither cash nor anything held.', 'cash');
  const amounts = [value, fees.perOrder * BigInt(prices.length), orderMin, ...prices];
  if (amounts.every((amount) => amount <= VALUE_MAX)) return undefined;
  return refuse('Amounts above two billion cannot be counted to the micro-unit.', 'cash');
}

function measureRefusal({ measure, symbols }: WholeSharesRequest): Refusal | undefined {
  if (measure.kind === 'absolute') return undefined;
  const { covariance, riskAversion } = measure;
  if (!(riskAversion > 0 && riskAversion < Infinity)) {
    return refuse('Risk aversion must be above zero.', 'measure.riskAversion');
  }
  if (covariance.length !== symbols.length ** 2 || !covariance.every(Number.isFinite)) {
    return refuse('The covariance must have one finite number for each pair of instruments.', 'measure.covariance');
  }
  const verdict = covarianceVerdict({ covariance, symbols });
  return verdict.status === 'refused' ? verdict : undefined;
}
