import { invariant } from '../../base/invariant';
import { dot, quadraticForm } from '../math/matrix';
import type { Instrument } from '../market/instrument';
import { boundLimitName, BUDGET, VOLATILITY_LIMIT } from '../optimize/limits';
import type { ShadowPrice } from '../optimize/types';
import type { Fact, Policy } from '../policy/types';
import type { Decided, DecisionInputs } from '../strategy/types';

/** Why the weights are what they are: facts built from the numbers of this very optimisation. */
export interface ExplainInput {
  readonly instruments: readonly Instrument[];
  readonly policy: Policy;
  readonly decision: Decided;
  readonly inputs: DecisionInputs;
  /** Length n, shares of variance; null for a mix without risk. */
  readonly riskShares: Float64Array | null;
  readonly volatility: number;
  readonly expectedReturn: number;
  /** Weights of the plan before, by symbol. */
  readonly previous: Readonly<Record<string, number>> | undefined;
}

/** Below a hundredth of a point of return for a whole point of the limit, a limit costs nothing worth saying. */
const PRICE_MIN = 0.01;
/** A basis point: an instrument this close to being held is as good as held. */
const RETURN_GAP_MIN = 1e-4;
const NOT_HELD_SHOWN = 3;
const BINDING_LIMITS_SHOWN = 4;
/** Half a point: smaller moves are noise of the estimate. */
const MOVE_MIN = 0.005;
const MOVES_SHOWN = 3;
const NOT_HELD = 0;

function riskLimitFact({ decision, volatility, policy }: ExplainInput): Fact {
  const prices = decision.allocation?.solution.shadowPrices ?? [];
  const limit = decision.request?.limits.volatilityMax ?? policy.annualVolatilityMax;
  const price = prices.find((entry) => entry.limit === VOLATILITY_LIMIT);
  return price === undefined
    ? { key: 'plan.risk-limit-slack', values: { volatility, limit } }
    : { key: 'plan.risk-limit-binds', values: { limit, gainPerPoint: price.price / 100 } };
}

const byPrice = (left: ShadowPrice, right: ShadowPrice): number =>
  right.price - left.price || (left.limit < right.limit ? -1 : 1);

/** "TLT min" names TLT's own lower bound. */
const symbolAtMinimum = ({ limit, side }: ShadowPrice, instruments: readonly Instrument[]): string | undefined =>
  side === 'min' ? instruments.find(({ symbol }) => limit === boundLimitName(symbol, 'min'))?.symbol : undefined;

/** What each limit that binds costs, and what an instrument that is not held would have to earn to be. */
function limitFacts({ decision, instruments }: ExplainInput): Fact[] {
  const prices = (decision.allocation?.solution.shadowPrices ?? [])
    .filter(({ limit, price }) => limit !== VOLATILITY_LIMIT && limit !== BUDGET && price > PRICE_MIN)
    .toSorted(byPrice);
  const limits = prices
    .filter((price) => symbolAtMinimum(price, instruments) === undefined)
    .slice(0, BINDING_LIMITS_SHOWN)
    .map(({ limit, side, price, unit }) => ({
      key: unit === 'volatility' ? 'plan.limit-costs-risk' : 'plan.limit-costs-return',
      values: { limit, side, gainPerPoint: price / 100 },
    }));
  const notHeld = (decision.allocation?.solution.shadowPrices ?? [])
    .filter(({ unit, price }) => unit === 'expected-return' && price > RETURN_GAP_MIN)
    .toSorted(byPrice)
    .flatMap((price) => {
      const symbol = symbolAtMinimum(price, instruments);
      return symbol === undefined ? [] : [{ key: 'plan.not-held', values: { symbol, returnNeeded: price.price } }];
    })
    .slice(0, NOT_HELD_SHOWN);
  return [...limits, ...notHeld];
}

/** The column with the largest value among held instruments; undefined when nothing is held. */
function heldColumnBy(weights: Float64Array, valueOf: (column: number) => number): number | undefined {
  let best: number | undefined;
  weights.forEach((weight, column) => {
    if (weight > 0 && (best === undefined || valueOf(column) > valueOf(best))) best = column;
  });
  return best;
}

function riskFacts({ instruments, decision, riskShares, inputs, volatility }: ExplainInput): Fact[] {
  const { weights } = decision;
  if (riskShares === null) return [];
  const facts: Fact[] = [];
  const share = (column: number): number => riskShares[column]!;
  const most = heldColumnBy(weights, share);
  if (most !== undefined) {
    const values = { symbol: instruments[most]!.symbol, weight: weights[most]!, riskShare: share(most) };
    facts.push({ key: 'plan.largest-risk', values });
  }
  const isRisky = (column: number): boolean => inputs.covariance[column * weights.length + column]! > 0;
  const calming = heldColumnBy(weights, (column) => (isRisky(column) ? weights[column]! - share(column) : -Infinity));
  if (calming !== undefined && calming !== most && isRisky(calming)) {
    const values = { symbol: instruments[calming]!.symbol, weight: weights[calming]!, riskShare: share(calming) };
    facts.push({ key: 'plan.steadies', values });
  }
  const n = weights.length;
  const average = weights.reduce((sum, weight, i) => sum + weight * Math.sqrt(inputs.covariance[i * n + i]!), 0);
  facts.push({ key: 'plan.diversification', values: { average, volatility } });
  return facts;
}

function cashFact({ instruments, decision, inputs, expectedReturn }: ExplainInput): Fact[] {
  const weight = decision.weights.reduce((sum, w, i) => (instruments[i]!.assetClass === 'cash' ? sum + w : sum), 0);
  if (weight <= 0 || weight >= 1) return [];
  const investedReturn = (expectedReturn - weight * inputs.cashReturn) / (1 - weight);
  const drag = weight * (investedReturn - inputs.cashReturn);
  return [{ key: 'plan.cash-share', values: { weight, cashReturn: inputs.cashReturn, drag } }];
}

function movedFacts({ instruments, decision, previous }: ExplainInput): Fact[] {
  if (previous === undefined) return [];
  const now = new Map(instruments.map(({ symbol }, i) => [symbol, decision.weights[i]!]));
  // A symbol that one of the two plans does not know was not held in it.
  const heldIn = (weight: number | undefined): number => (weight === undefined ? NOT_HELD : weight);
  const moves = [...new Set([...now.keys(), ...Object.keys(previous)])]
    .map((symbol) => ({ symbol, before: heldIn(previous[symbol]), after: heldIn(now.get(symbol)) }))
    .filter(({ before, after }) => Math.abs(after - before) >= MOVE_MIN)
    .toSorted((left, right) => Math.abs(right.after - right.before) - Math.abs(left.after - left.before));
  if (moves.length === 0) return [{ key: 'plan.unchanged', values: {} }];
  return moves.slice(0, MOVES_SHOWN).map((values) => ({ key: 'plan.moved', values }));
}

function equalWeightFact({ decision, inputs, volatility, expectedReturn }: ExplainInput): Fact {
  const n = decision.weights.length;
  const equal = new Float64Array(n).fill(1 / n);
  return {
    key: 'plan.against-equal-weight',
    values: {
      volatility,
      expectedReturn,
      equalVolatility: Math.sqrt(Math.max(0, quadraticForm(inputs.covariance, equal))),
      equalReturn: dot(inputs.expectedReturns, equal),
    },
  };
}

/** Facts in the order a reader wants them: what rules the risk, what each limit costs, where the risk sits, what moved. */
export function explain(input: ExplainInput): readonly Fact[] {
  const { decision, policy, inputs } = input;
  invariant(decision.weights.length === input.instruments.length, 'one weight an instrument');
  return [
    riskLimitFact(input),
    ...limitFacts(input),
    ...riskFacts(input),
    ...cashFact(input),
    {
      key: 'plan.returns-from-mix',
      values: { sharpe: policy.mix.sharpeAssumed, cashReturn: inputs.cashReturn, observations: inputs.observations },
    },
    equalWeightFact(input),
    ...movedFacts(input),
    ...decision.leftOut.map((symbol) => ({ key: 'plan.left-out', values: { symbol } })),
    ...decision.facts,
  ];
}
