import { invariant } from '../../base/invariant';
import { dot, quadraticForm } from '../math/matrix';
import type { Instrument } from '../market/instrument';
import type { AlignmentReport } from '../market/align';
import { worstYear, type YearReturn } from '../market/calendar-years';
import { type PricePanel, view } from '../market/panel';
import { selectUniverse } from '../market/universe';
import { efficientFrontier } from '../optimize/frontier';
import { RECOMMENDED_SCENARIOS } from '../planning/scenarios';
import { runStress } from '../planning/stress';
import type { StressResult } from '../planning/types';
import { policyFor } from '../policy/policy';
import type { Aim, Fact, Policy, RiskLevelId } from '../policy/types';
import { riskContributions } from '../risk/risk-contributions';
import { STRATEGIES } from '../strategy/strategies';
import type { Decided, DecisionInputs, RiskyAllocation, StrategyOutcome } from '../strategy/types';
import type { Control } from '../trading/types';
import { calendarYearReturns, mixReturns } from './calendar-years';
import { compareLines, type Evidence } from './evidence';
import { type ExclusionCost, exclusionCosts } from './exclusions';
import { explain } from './explain';
import { expectedReturnRange, oneYearOutcomeRange, type Range, volatilityRange } from './ranges';

export interface RecommendInput {
  /** Everything that was loaded, indices too. */
  readonly panel: PricePanel;
  /** What was considered, all investable; `exclude` is a part of it. */
  readonly symbols: readonly string[];
  readonly exclude: readonly string[];
  readonly levels: readonly RiskLevelId[];
  readonly aim: Aim;
  /** Row of the decision day; nothing after it is read. */
  readonly asOfIndex: number;
  /** Account currency; what backtest and stress speak of. */
  readonly money: number;
  /** Weights of the plans before these, by symbol. */
  readonly previous: Readonly<Partial<Record<RiskLevelId, Readonly<Record<string, number>>>>>;
}

export interface FrontierDot {
  readonly expectedReturn: number;
  readonly volatility: number;
}

export interface SolvedAdvice {
  readonly status: 'solved';
  readonly level: RiskLevelId;
  readonly policy: Policy;
  /** What may be held, in universe order; all vectors are in it. */
  readonly instruments: readonly Instrument[];
  readonly decision: Decided;
  readonly allocation: RiskyAllocation;
  readonly inputs: DecisionInputs;
  readonly expectedReturn: Range;
  readonly volatility: number;
  readonly volatilityRange: { readonly low: number; readonly high: number };
  readonly oneYearOutcome: Range;
  readonly worstYear: YearReturn | undefined;
  /** Shares of variance; null for a mix without risk. */
  readonly riskShares: Float64Array | null;
  readonly facts: readonly Fact[];
  readonly frontier: readonly FrontierDot[];
  readonly exclusions: readonly ExclusionCost[];
  readonly evidence: Evidence;
  readonly stress: readonly StressResult[];
}

export interface RefusedAdvice {
  readonly status: 'refused';
  readonly level: RiskLevelId;
  readonly instruments: readonly Instrument[];
  readonly decision: Exclude<StrategyOutcome, Decided>;
}

export type RecommendOutcome =
  | {
      readonly status: 'finished';
      readonly plans: readonly (SolvedAdvice | RefusedAdvice)[];
      /** The last day that was looked at, whole days since 1970-01-01; undefined when the calendar leaves no row. */
      readonly asOfDay: number | undefined;
      /** What bringing the instruments onto one calendar left out and filled in. */
      readonly alignment: AlignmentReport;
    }
  | { readonly status: 'cancelled' };

const FRONTIER_POINTS = 24;

const STRATEGY = STRATEGIES['mean-variance'];

interface Scene {
  readonly input: RecommendInput;
  /** Instruments that may be held, on their common calendar, ending on the decision day. */
  readonly universe: PricePanel;
}

/** Expected return and volatility along the frontier of this very request, the cash share added back. */
function frontierOf({ problem }: RiskyAllocation, cashWeight: number, cashReturn: number): FrontierDot[] {
  const { volatilityMax: _cap, returnMin: _floor, ...limits } = problem.limits;
  const outcome = efficientFrontier({ ...problem, limits }, FRONTIER_POINTS);
  if (outcome.status !== 'solved') return [];
  return outcome.points.map(({ expectedReturn, volatility }) => ({
    expectedReturn: expectedReturn + cashWeight * cashReturn,
    volatility,
  }));
}

function considered({ input }: Scene, policy: Policy): readonly ExclusionCost[] {
  const { panel, symbols, exclude, aim, asOfIndex } = input;
  if (exclude.length === 0) return [];
  const { panel: all } = selectUniverse(view(panel, asOfIndex + 1), symbols);
  const decision = STRATEGY.decide({ view: all, policy, aim, currentWeights: new Float64Array(symbols.length) });
  return decision.status === 'decided' && decision.allocation !== undefined
    ? exclusionCosts(decision.allocation, exclude)
    : [];
}

const stressOf = ({ input, universe }: Scene, weights: Float64Array, covariance: Float64Array) =>
  runStress(
    {
      panel: universe,
      weights,
      covariance,
      money: input.money,
      asOfIndex: universe.dayCount - 1,
      proxyBy: 'class',
    },
    RECOMMENDED_SCENARIOS,
  );

function adviseLevel(scene: Scene, level: RiskLevelId, control: Control): SolvedAdvice | RefusedAdvice | undefined {
  const { input, universe } = scene;
  const { instruments } = universe;
  const policy = policyFor(level);
  const currentWeights = new Float64Array(instruments.length);
  const decision = STRATEGY.decide({ view: universe, policy, aim: input.aim, currentWeights });
  if (decision.status !== 'decided') return { status: 'refused', level, instruments, decision };
  const { weights, inputs, allocation } = decision;
  invariant(inputs !== undefined && allocation !== undefined, 'an optimised plan keeps its inputs and its answer');
  const evidence = compareLines(
    { panel: universe, policy, aim: input.aim, money: input.money, strategy: STRATEGY },
    control,
  );
  if (evidence.status === 'cancelled') return undefined;
  const expectedReturn = dot(weights, inputs.expectedReturns);
  const volatility = Math.sqrt(Math.max(0, quadraticForm(inputs.covariance, weights)));
  const riskShares = riskContributions(weights, inputs.covariance).fractions;
  const cashWeight = weights.reduce((sum, w, i) => (instruments[i]!.assetClass === 'cash' ? sum + w : sum), 0);
  const previous = input.previous[level];
  const years = calendarYearReturns(universe, weights);
  return {
    status: 'solved',
    level,
    policy,
    instruments,
    decision,
    allocation,
    inputs,
    expectedReturn: expectedReturnRange(expectedReturn, weights, inputs.covariance, inputs.years),
    volatility,
    volatilityRange: volatilityRange(volatility, mixReturns(universe, weights, policy.lookbackDays)),
    oneYearOutcome: oneYearOutcomeRange(expectedReturn, volatility),
    worstYear: worstYear(years),
    riskShares,
    facts: explain({ instruments, policy, decision, inputs, riskShares, volatility, expectedReturn, years, previous }),
    frontier: frontierOf(allocation, cashWeight, inputs.cashReturn),
    exclusions: considered(scene, policy),
    evidence: evidence.evidence,
    stress: stressOf(scene, weights, inputs.covariance),
  };
}

/**
 * The whole advice: for each risk level a certified plan, how well its numbers are known, why it is so, what it would
 * have done and what a crisis would do to it. Reads no row after `asOfIndex`.
 *
 * @throws InvariantError on a symbol the panel does not hold or one that cannot be held: the door checks them first
 */
export function recommend(input: RecommendInput, control: Control): RecommendOutcome {
  const { panel, symbols, exclude, levels, asOfIndex } = input;
  const held = symbols.filter((symbol) => !exclude.includes(symbol));
  const { panel: universe, report: alignment } = selectUniverse(view(panel, asOfIndex + 1), held);
  invariant(
    universe.instruments.every(({ isInvestable }) => isInvestable),
    'an index cannot be held',
  );
  const plans: (SolvedAdvice | RefusedAdvice)[] = [];
  for (const [index, level] of levels.entries()) {
    const part: Control = {
      report: (fraction) => control.report((index + fraction) / levels.length),
      shouldStop: control.shouldStop,
    };
    const plan = adviseLevel({ input, universe }, level, part);
    if (plan === undefined || control.shouldStop()) return { status: 'cancelled' };
    plans.push(plan);
  }
  control.report(1);
  return { status: 'finished', plans, asOfDay: universe.days.at(-1), alignment };
}
