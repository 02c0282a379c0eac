import { isoDayFromNumber } from '@/lib/base/iso-day';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import { ASSET_CLASSES } from '@/lib/quant/market/instrument';
import type { PricePanel } from '@/lib/quant/market/panel';
import { requestForAim } from '@/lib/quant/policy/aims';
import { policyFor } from '@/lib/quant/policy/policy';
import type { RiskLevelId } from '@/lib/quant/policy/types';
import { estimateInputs } from '@/lib/quant/strategy/estimate';
import type { Estimate } from '@/lib/quant/strategy/types';
import type { LabMarket } from '@/lib/shared/contracts/frontier-lab';
import type { RecommendRequest } from '@/lib/shared/contracts/recommend';
import { type PlanUniverse, planUniverse } from '../recommend/plan-universe';

type NoEstimate = Exclude<ReturnType<typeof estimateInputs>, Estimate>;

function reasonOf(outcome: NoEstimate): string {
  if (outcome.status === 'missing-class') {
    const names = outcome.assetClasses.map((id) => ASSET_CLASSES[id].name.toLowerCase()).join(', ');
    return `Expected returns need instruments of these classes, and none has a full history: ${names}.`;
  }
  const { daysNeeded, symbols } = outcome;
  return `An estimate needs ${daysNeeded} trading days of prices, and these have fewer: ${symbols.join(', ')}.`;
}

/** The limits the aim puts on this very plan; those of the policy where the aim is out of reach. */
function limitsFor(aim: Parameters<typeof requestForAim>[0], level: RiskLevelId, cashReturn: number) {
  const policy = policyFor(level);
  const read = requestForAim(aim, policy, { cashReturn });
  if (read.status === 'requested') return read.request.limits;
  const { annualVolatilityMax: volatilityMax, cashWeight, weightMax, classLimits } = policy;
  return { volatilityMax, cashWeight, weightMax, classLimits };
}

/**
 * The estimates and limits behind a plan, as the frontier page edits them: the same estimates, from the same prices up to
 * the same day, as the plan of this request.
 *
 * @param request as it is kept with the plan
 */
export function labMarket(request: RecommendRequest, panel: PricePanel, level: RiskLevelId): Outcome<LabMarket> {
  const plan = planUniverse(request, panel);
  return plan.status === 'refused' ? plan : labMarketOf(plan.value, level);
}

/** The same from what the plan was made from. */
export function labMarketOf({ universe, aim }: PlanUniverse, level: RiskLevelId): Outcome<LabMarket> {
  const policy = policyFor(level);
  const estimate = estimateInputs(universe, policy);
  if (estimate.status !== 'estimated') return refused('unavailable', reasonOf(estimate));
  const { riskyColumns, cashColumns, inputs, leftOut } = estimate;
  const columns = [...riskyColumns, ...cashColumns].sort((left, right) => left - right);
  const n = universe.instruments.length;
  const at = (values: Float64Array): number[] => columns.map((column) => values[column] ?? Number.NaN);
  const instruments = columns.flatMap((column) => universe.instruments[column] ?? []);
  const limits = limitsFor(aim, level, inputs.cashReturn);
  const classes = new Set(instruments.map(({ assetClass }) => assetClass));
  return done({
    asOf: isoDayFromNumber(universe.days.at(-1) ?? 0),
    level,
    instruments: instruments.map(({ symbol, name, assetClass }) => ({ symbol, name, assetClass })),
    leftOut,
    moments: {
      expectedReturns: at(inputs.expectedReturns),
      standardErrors: at(inputs.standardErrors),
      covariance: columns.flatMap((row) => at(inputs.covariance.subarray(row * n, (row + 1) * n))),
      cashReturn: inputs.cashReturn,
      observations: inputs.observations,
      years: inputs.years,
    },
    cashWeight: limits.cashWeight,
    volatilityMax: limits.volatilityMax,
    limits: {
      weightMax: limits.weightMax,
      instrumentLimits: [],
      classLimits: limits.classLimits
        .filter(({ assetClass }) => classes.has(assetClass))
        .map(({ assetClass, min, max }) => ({ assetClass, min, max })),
      turnoverMax: null,
    },
    sharpeAssumed: policy.mix.sharpeAssumed,
  });
}
