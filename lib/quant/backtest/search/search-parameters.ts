import { invariant } from '../../../base/invariant';
import type { Policy } from '../../policy/types';
import { RISK_MODELS, type RiskModelId } from '../../risk/risk-models';
import { STRATEGIES, type StrategyId } from '../../strategy/strategies';
import type { BacktestRequest } from '../types';
import type { SearchSpace } from './search-space';

/** Everything that one trial may do differently from another. */
export interface TrialSetting {
  readonly strategyId: StrategyId;
  readonly policy: Policy;
  readonly every: 'monthly' | 'quarterly' | 'annual';
  /** Half-width of a corridor in points of weight: only a holding that has left it is traded. 0: always traded. */
  readonly driftBand: number;
}

type Value = string | number;

interface SearchParameter {
  readonly id: string;
  /** Whether its values lie on a line. */
  readonly isOrdered: boolean;
  /** What it changes: the estimates, what is decided from them, or only when and how much is traded. */
  readonly changes: 'estimate' | 'decision' | 'trading';
  readonly apply: (setting: TrialSetting, value: Value) => TrialSetting;
}

const isStrategy = (value: Value): value is StrategyId => Object.hasOwn(STRATEGIES, value);
const isRiskModel = (value: Value): value is RiskModelId => Object.hasOwn(RISK_MODELS, value);
const isFrequency = (value: Value): value is TrialSetting['every'] =>
  value === 'monthly' || value === 'quarterly' || value === 'annual';

/** How the risky part is chosen. */
const strategy = {
  id: 'strategy',
  isOrdered: false,
  changes: 'decision',
  apply: (setting: TrialSetting, value: Value): TrialSetting => {
    invariant(isStrategy(value), `there is no strategy ${value}`);
    return { ...setting, strategyId: value };
  },
} as const satisfies SearchParameter;

/** Trading days behind the estimates. */
const lookbackDays = {
  id: 'lookbackDays',
  isOrdered: true,
  changes: 'estimate',
  apply: (setting: TrialSetting, value: Value): TrialSetting => ({
    ...setting,
    policy: { ...setting.policy, lookbackDays: Number(value) },
  }),
} as const satisfies SearchParameter;

/** How a sample becomes a covariance: from no shrinkage to much. */
const riskModel = {
  id: 'riskModel',
  isOrdered: false,
  changes: 'estimate',
  apply: (setting: TrialSetting, value: Value): TrialSetting => {
    invariant(isRiskModel(value), `there is no risk model ${value}`);
    return { ...setting, policy: { ...setting.policy, riskModel: value } };
  },
} as const satisfies SearchParameter;

/** The share of the policy's volatility limit that is used: the rest is caution. */
const riskShare = {
  id: 'riskShare',
  isOrdered: true,
  changes: 'decision',
  apply: (setting: TrialSetting, value: Value): TrialSetting => {
    const share = Number(value);
    const { policy } = setting;
    return { ...setting, policy: { ...policy, annualVolatilityMax: policy.annualVolatilityMax * share } };
  },
} as const satisfies SearchParameter;

const rebalance = {
  id: 'rebalance',
  isOrdered: true,
  changes: 'trading',
  apply: (setting: TrialSetting, value: Value): TrialSetting => {
    invariant(isFrequency(value), `there is no rebalancing ${value}`);
    return { ...setting, every: value };
  },
} as const satisfies SearchParameter;

const driftBand = {
  id: 'driftBand',
  isOrdered: true,
  changes: 'trading',
  apply: (setting: TrialSetting, value: Value): TrialSetting => ({ ...setting, driftBand: Number(value) }),
} as const satisfies SearchParameter;

/** What can be varied: one entry each. What changes estimates comes first, so that trials beside each other share them. */
export const SEARCH_PARAMETERS = {
  lookbackDays,
  riskModel,
  strategy,
  riskShare,
  rebalance,
  driftBand,
} as const satisfies Record<string, SearchParameter>;

/** The values each varied parameter may take; one that is absent stays as in the plan. */
export type VariedParameters = { readonly [Id in keyof typeof SEARCH_PARAMETERS]?: readonly Value[] };

export const spaceOf = (varied: VariedParameters): SearchSpace =>
  Object.values(SEARCH_PARAMETERS).flatMap(({ id, isOrdered }) => {
    const values = varied[id] ?? [];
    return values.length > 0 ? [{ id, values, isOrdered }] : [];
  });

/** The combination's values, in the order of the space. @param choice which value of each dimension */
export const valuesOf = (space: SearchSpace, choice: readonly number[]): Value[] =>
  space.map(({ values }, d) => values[choice[d]!]!);

const PARAMETERS: ReadonlyMap<string, SearchParameter> = new Map(Object.entries(SEARCH_PARAMETERS));

function parameterOf(id: string): SearchParameter {
  const parameter = PARAMETERS.get(id);
  invariant(parameter !== undefined, `there is no parameter ${id}`);
  return parameter;
}

export function settingOf(plan: TrialSetting, space: SearchSpace, choice: readonly number[]): TrialSetting {
  const values = valuesOf(space, choice);
  return space.reduce((setting, { id }, d) => parameterOf(id).apply(setting, values[d]!), plan);
}

const nameBy = (
  space: SearchSpace,
  choice: readonly number[],
  changes: readonly SearchParameter['changes'][],
): string => space.map(({ id }, d) => (changes.includes(parameterOf(id).changes) ? choice[d] : '-')).join('/');

/** Combinations with the same name estimate the same on every day. */
export const estimateName = (space: SearchSpace, choice: readonly number[]): string =>
  nameBy(space, choice, ['estimate']);

/** Combinations with the same name decide the same on every day. */
export const decisionName = (space: SearchSpace, choice: readonly number[]): string =>
  nameBy(space, choice, ['estimate', 'decision']);

/** How the engine is told when to trade. */
export function rebalanceOf({ every, driftBand: points }: TrialSetting): BacktestRequest['rebalance'] {
  if (points === 0) return every;
  return { kind: 'bands', bands: { kind: 'absolute', points }, check: every, tolerance: 'target' };
}
