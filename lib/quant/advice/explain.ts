import { invariant } from '../../base/invariant';
import { dot, quadraticForm } from '../math/matrix';
import { worstYear, type YearReturn } from '../market/calendar-years';
import { ASSET_CLASSES, type Instrument } from '../market/instrument';
import { boundLimitName, BUDGET, TARGET_RETURN, VOLATILITY_LIMIT } from '../optimize/limits';
import type { ShadowPrice } from '../optimize/types';
import type { Fact, Policy } from '../policy/types';
import type { Decided, DecisionInputs } from '../strategy/types';
import { flipFacts } from './flips';

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
  /** Full calendar years of this very mix. */
  readonly years: readonly YearReturn[];
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
/** Two points more of the money than of the risk; below it nothing is steadied. */
const STEADYING_MIN = 0.02;
const NOT_HELD = 0;

const shadowPricesOf = ({ decision }: ExplainInput): readonly ShadowPrice[] =>
  decision.allocation?.solution.shadowPrices ?? [];

/** Whose limit rules the risk: the level's, the loss the investor accepts, or none of them. */
function riskLimitFact(input: ExplainInput): Fact {
  const { decision, volatility, policy } = input;
  const limit = decision.request?.limits.volatilityMax ?? policy.annualVolatilityMax;
  const price = shadowPricesOf(input).find((entry) => entry.limit === VOLATILITY_LIMIT);
  if (price === undefined) return { key: 'plan.risk-limit-slack', values: { volatility, limit } };
  const key = limit < policy.annualVolatilityMax ? 'plan.loss-limit-binds' : 'plan.risk-limit-binds';
  return { key, values: { limit, gainPerPoint: price.price / 100 } };
}

/** What a point less of the return asked for would take off the risk. */
function targetFact(input: ExplainInput): Fact[] {
  const returnMin = input.decision.request?.limits.returnMin;
  const price = shadowPricesOf(input).find(({ limit, unit }) => limit === TARGET_RETURN && unit === 'volatility');
  if (returnMin === undefined || price === undefined) return [];
  return [{ key: 'plan.target-return-binds', values: { returnMin, gainPerPoint: price.price / 100 } }];
}

const byPrice = (left: ShadowPrice, right: ShadowPrice): number =>
  right.price - left.price || (left.limit < right.limit ? -1 : 1);

/** "TLT min" names TLT's own lower bound. */
const symbolAtMinimum = ({ limit, side }: ShadowPrice, instruments: readonly Instrument[]): string | undefined =>
  side === 'min' ? instruments.find(({ symbol }) => limit === boundLimitName(symbol, 'min'))?.symbol : undefined;

/** Told by facts of their own, or, for the budget, nothing that anybody could loosen. */
const OTHER_LIMITS: readonly string[] = [VOLATILITY_LIMIT, TARGET_RETURN, BUDGET];

/** Instruments of classes that the policy shuts: no return would bring them in. */
function shutInstruments({ instruments, policy }: ExplainInput): readonly Instrument[] {
  const shut = new Set(policy.classLimits.flatMap(({ assetClass, max }) => (max <= 0 ? [assetClass] : [])));
  return instruments.filter(({ assetClass }) => shut.has(assetClass));
}

/** What each limit that binds costs, and what an instrument that is not held would have to earn to be. */
function limitFacts(input: ExplainInput): Fact[] {
  const { instruments } = input;
  const shut = shutInstruments(input);
  const isShut = (limit: string): boolean =>
    shut.some(({ symbol }) => limit === boundLimitName(symbol, 'min') || limit === boundLimitName(symbol, 'max'));
  const open = shadowPricesOf(input).filter(({ limit }) => !OTHER_LIMITS.includes(limit) && !isShut(limit));
  const limits = open
    .filter((price) => price.price > PRICE_MIN && symbolAtMinimum(price, instruments) === undefined)
    .toSorted(byPrice)
    .slice(0, BINDING_LIMITS_SHOWN)
    .map(({ limit, side, price, unit }) => ({
      key: unit === 'volatility' ? 'plan.limit-costs-risk' : 'plan.limit-costs-return',
      values: { limit, side, gainPerPoint: price / 100 },
    }));
  const notHeld = open
    .filter(({ unit, price }) => unit === 'expected-return' && price > RETURN_GAP_MIN)
    .toSorted(byPrice)
    .flatMap((price) => {
      const symbol = symbolAtMinimum(price, instruments);
      return symbol === undefined ? [] : [{ key: 'plan.not-held', values: { symbol, returnNeeded: price.price } }];
    })
    .slice(0, NOT_HELD_SHOWN);
  return [...limits, ...notHeld, ...shutFacts(shut)];
}

function shutFacts(shut: readonly Instrument[]): Fact[] {
  const classes = [...new Set(shut.map(({ assetClass }) => assetClass))];
  return classes.map((assetClass) => {
    const symbols = shut.filter((instrument) => instrument.assetClass === assetClass).map(({ symbol }) => symbol);
    return {
      key: 'plan.class-shut',
      values: { className: ASSET_CLASSES[assetClass].name, symbols: symbols.join(', ') },
    };
  });
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
  if (calming !== undefined && calming !== most && weights[calming]! - share(calming) >= STEADYING_MIN) {
    const values = { symbol: instruments[calming]!.symbol, weight: weights[calming]!, riskShare: share(calming) };
    facts.push({ key: 'plan.steadies', values });
  }
  const n = weights.length;
  const average = weights.reduce((sum, weight, i) => sum + weight * Math.sqrt(inputs.covariance[i * n + i]!), 0);
  facts.push({ key: 'plan.diversification', values: { average, volatility } });
  return facts;
}

/** What the mix would be without its cash: all else in the same proportions. */
function cashFact({ instruments, decision, inputs, expectedReturn, volatility }: ExplainInput): Fact[] {
  const weight = decision.weights.reduce((sum, w, i) => (instruments[i]!.assetClass === 'cash' ? sum + w : sum), 0);
  if (weight <= 0 || weight >= 1) return [];
  const investedReturn = (expectedReturn - weight * inputs.cashReturn) / (1 - weight);
  const values = {
    weight,
    cashReturn: inputs.cashReturn,
    returnAdded: investedReturn - expectedReturn,
    volatilityAdded: volatility / (1 - weight) - volatility,
  };
  return [{ key: 'plan.cash-share', values }];
}

function movedFacts({ instruments, decision, previous }: ExplainInput): Fact[] {
  if (previous === undefined) return [];
  const before = new Map(Object.entries(previous));
  const now = new Map(instruments.map(({ symbol }, i) => [symbol, decision.weights[i]!]));
  // A symbol that one of the two plans does not know was not held in it.
  const heldIn = (weight: number | undefined): number => (weight === undefined ? NOT_HELD : weight);
  const moves = [...new Set([...now.keys(), ...before.keys()])]
    .map((symbol) => ({ symbol, before: heldIn(before.get(symbol)), after: heldIn(now.get(symbol)) }))
    .filter((move) => Math.abs(move.after - move.before) >= MOVE_MIN)
    .toSorted((left, right) => Math.abs(right.after - right.before) - Math.abs(left.after - left.before));
  if (moves.length === 0) return [{ key: 'plan.unchanged', values: {} }];
  return moves.slice(0, MOVES_SHOWN).map((values) => ({ key: 'plan.moved', values }));
}

/** Equal weights in what could be judged: an instrument without an estimate would count as free of risk. */
function equalWeightFact({ instruments, decision, inputs, volatility, expectedReturn }: ExplainInput): Fact {
  const isJudged = instruments.map(({ symbol }) => !decision.leftOut.includes(symbol));
  const count = isJudged.filter(Boolean).length;
  const equal = Float64Array.from(isJudged, (judged) => (judged ? 1 / count : 0));
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

function worstYearFact({ years }: ExplainInput): Fact[] {
  const [first] = years;
  const worst = worstYear(years);
  if (first === undefined || worst === undefined) return [];
  const values = { yearsCount: years.length, firstYear: first.year, year: worst.year, return: worst.return };
  return [{ key: 'plan.worst-year', values }];
}

/** Facts in the order a reader wants them: what rules the risk, what each limit costs, where the risk sits, what moved. */
export function explain(input: ExplainInput): readonly Fact[] {
  const { decision, policy, inputs } = input;
  invariant(decision.weights.length === input.instruments.length, 'one weight an instrument');
  return [
    riskLimitFact(input),
    ...targetFact(input),
    ...limitFacts(input),
    ...(decision.allocation === undefined ? [] : flipFacts(decision.allocation)),
    ...riskFacts(input),
    ...worstYearFact(input),
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
