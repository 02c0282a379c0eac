import type { AssetClass } from '../market/instrument';
import { WORLD_MARKET_MIX } from './policy-mix';
import { RISK_LEVELS } from './risk-levels';
import type { ClassLimit, Fact, Policy, PolicyMix, RebalancePolicy, RiskLevelId } from './types';

/** Three years of trading days: long enough for nine covariances a fund, short enough to notice a new regime. */
const LOOKBACK_DAYS = 756;

/** Fees and slippage besides the half-spread; the same figure a large trading service assumes by default. */
const COMMISSION_BASIS_POINTS = 1;

/**
 * Looked at monthly; in between, a drift of 5 % (half the sum of absolute gaps) proposes a rebalance, the threshold
 * published studies find reasonable. Orders under 10 are not worth their record.
 */
const REBALANCE: RebalancePolicy = { calendar: 'monthly', driftMax: 0.05, orderValueMin: 10 };

interface PolicyOptions {
  /** Classes the investor does not want: their limit becomes zero. */
  readonly excludedClasses?: readonly AssetClass[];
  readonly mix?: PolicyMix;
}

const withoutClasses = (limits: readonly ClassLimit[], excluded: readonly AssetClass[]): readonly ClassLimit[] =>
  limits.map((limit) => (excluded.includes(limit.assetClass) ? { ...limit, min: 0, max: 0 } : limit));

/** The house policy of a risk level. Whether the universe at hand can satisfy it is for the optimiser to say. */
export function policyFor(level: RiskLevelId, options: PolicyOptions = {}): Policy {
  const { annualVolatilityMax, cashWeight, weightMax, classLimits } = RISK_LEVELS[level];
  return {
    level,
    annualVolatilityMax,
    cashWeight,
    weightMax,
    classLimits: withoutClasses(classLimits, options.excludedClasses ?? []),
    mix: options.mix ?? WORLD_MARKET_MIX,
    costs: { commissionBasisPoints: COMMISSION_BASIS_POINTS },
    rebalance: REBALANCE,
    lookbackDays: LOOKBACK_DAYS,
  };
}

/** What the investor may set by hand; everything else follows from the profile. */
export interface PolicyChange {
  readonly annualVolatilityMax?: number;
  readonly cashWeight?: number;
  readonly weightMax?: number;
  readonly driftMax?: number;
  readonly calendar?: RebalancePolicy['calendar'];
  readonly classMax?: Readonly<Partial<Record<AssetClass, number>>>;
}

export type AdjustOutcome =
  | { readonly status: 'adjusted'; readonly policy: Policy; readonly changes: readonly Fact[] }
  | {
      readonly status: 'refused';
      readonly field: string;
      readonly value: number;
      readonly min: number;
      readonly max: number;
    };

/** Below 1 % only cash remains; above half in cash this is a savings account, and above 10 % drift nothing is managed. */
const ADJUSTABLE = {
  annualVolatilityMin: 0.01,
  cashWeightMax: 0.5,
  weightMaxMin: 0.2,
  driftMin: 0.01,
  driftMax: 0.1,
} as const;

interface Setting {
  readonly field: string;
  readonly value: number | undefined;
  readonly before: number;
  readonly min: number;
  readonly max: number;
}

function settingsOf(policy: Policy, change: PolicyChange): readonly Setting[] {
  const { annualVolatilityMin, cashWeightMax, weightMaxMin, driftMin, driftMax } = ADJUSTABLE;
  const { annualVolatilityMax, cashWeight, weightMax, rebalance } = policy;
  return [
    {
      field: 'annualVolatilityMax',
      value: change.annualVolatilityMax,
      before: annualVolatilityMax,
      min: annualVolatilityMin,
      max: annualVolatilityMax,
    },
    { field: 'cashWeight', value: change.cashWeight, before: cashWeight, min: cashWeight, max: cashWeightMax },
    {
      field: 'weightMax',
      value: change.weightMax,
      before: weightMax,
      min: Math.min(weightMaxMin, weightMax),
      max: weightMax,
    },
    { field: 'driftMax', value: change.driftMax, before: rebalance.driftMax, min: driftMin, max: driftMax },
    ...policy.classLimits.map(({ assetClass, max }) => ({
      field: `classMax.${assetClass}`,
      value: change.classMax?.[assetClass],
      before: max,
      min: 0,
      max,
    })),
  ];
}

/**
 * The policy after the investor's own changes. Risk may only be taken out by hand: more of it needs a new profile.
 * Each change is kept as a fact, so that the record can show what was advised and what was chosen.
 */
export function adjustPolicy(policy: Policy, change: PolicyChange): AdjustOutcome {
  const settings = settingsOf(policy, change);
  const changes: Fact[] = [];
  for (const { field, value, before, min, max } of settings) {
    if (value === undefined) continue;
    // Written so that NaN is refused too.
    if (!(value >= min && value <= max)) return { status: 'refused', field, value, min, max };
    if (value !== before) changes.push({ key: 'policy.changed', values: { field, before, after: value } });
  }
  const { calendar } = policy.rebalance;
  if (change.calendar !== undefined && change.calendar !== calendar) {
    changes.push({ key: 'policy.changed', values: { field: 'calendar', before: calendar, after: change.calendar } });
  }
  return { status: 'adjusted', policy: changed(policy, change), changes };
}

function changed(policy: Policy, change: PolicyChange): Policy {
  const classLimits = policy.classLimits.map((limit) => {
    const max = change.classMax?.[limit.assetClass] ?? limit.max;
    return { ...limit, min: Math.min(limit.min, max), max };
  });
  return {
    ...policy,
    annualVolatilityMax: change.annualVolatilityMax ?? policy.annualVolatilityMax,
    cashWeight: change.cashWeight ?? policy.cashWeight,
    weightMax: change.weightMax ?? policy.weightMax,
    classLimits,
    rebalance: {
      ...policy.rebalance,
      driftMax: change.driftMax ?? policy.rebalance.driftMax,
      calendar: change.calendar ?? policy.rebalance.calendar,
    },
  };
}
