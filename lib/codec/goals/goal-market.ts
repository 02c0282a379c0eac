import { isoDayFromNumber } from '@/lib/base/iso-day';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import { completePriceReturns } from '@/lib/quant/market/complete-returns';
import type { Instrument } from '@/lib/quant/market/instrument';
import type { PricePanel } from '@/lib/quant/market/panel';
import type { SimulationMarket } from '@/lib/quant/planning/simulation/types';
import { policyFor } from '@/lib/quant/policy/policy';
import { RISK_LEVEL_IDS, type Aim, type RiskLevelId } from '@/lib/quant/policy/types';
import { decideForAim } from '@/lib/quant/strategy/decide-for-aim';
import { estimateInputs } from '@/lib/quant/strategy/estimate';
import type { RecommendRequest } from '@/lib/shared/contracts/recommend';
import { planUniverse } from '../recommend/plan-universe';
import { monthlyMarket } from '../simulate/monthly-market';

/** What goals are reckoned with: the plan's own estimates, and its mix at each level of risk. */
export interface GoalMarket {
  readonly asOf: string;
  readonly level: RiskLevelId;
  readonly instruments: readonly Instrument[];
  readonly monthly: SimulationMarket;
  /** Length n each. */
  readonly mixes: Readonly<Record<RiskLevelId, Float64Array>>;
  /** Equal parts of the cash instruments; undefined without any. */
  readonly cashMix: Float64Array | undefined;
  /** Years of record behind the estimates. */
  readonly meanYears: number;
}

/**
 * @param request as it is kept with the plan
 * @param panel   the prices it names
 */
export function goalMarket(request: RecommendRequest, panel: PricePanel, level: RiskLevelId): Outcome<GoalMarket> {
  const plan = planUniverse(request, panel);
  if (plan.status === 'refused') return plan;
  const { universe, aim } = plan.value;
  const estimate = estimateInputs(universe, policyFor(level));
  if (estimate.status !== 'estimated') {
    return refused('unavailable', 'The prices behind your plan are too few to look ahead with.');
  }
  const mixes = new Map<RiskLevelId, Float64Array>();
  for (const each of RISK_LEVEL_IDS) {
    const mix = mixOf(universe, each, each === level ? aim : MOST_RETURN);
    if (mix === undefined) return refused('unavailable', `No mix keeps all limits of the ${each} level today.`);
    mixes.set(each, mix);
  }
  const { inputs, cashColumns, periodsPerYear } = estimate;
  const n = universe.instruments.length;
  const columns = Int32Array.from({ length: n }, (_, column) => column);
  const { returns } = completePriceReturns(universe, columns);
  const sample = { returns, observations: returns.length / n, instruments: n };
  const cashMix = new Float64Array(n);
  for (const column of cashColumns) cashMix[column] = 1 / cashColumns.length;
  const [conservative, balanced, aggressive] = RISK_LEVEL_IDS.map((each) => mixes.get(each) ?? new Float64Array(n));
  return done({
    asOf: isoDayFromNumber(universe.days.at(-1) ?? 0),
    level,
    instruments: universe.instruments,
    monthly: monthlyMarket(inputs, sample, periodsPerYear),
    mixes: {
      conservative: conservative ?? cashMix,
      balanced: balanced ?? cashMix,
      aggressive: aggressive ?? cashMix,
    },
    cashMix: cashColumns.length === 0 ? undefined : cashMix,
    meanYears: inputs.years,
  });
}

const MOST_RETURN: Aim = { kind: 'most-return' };

/** The plan of a level; of its own aim where that can be met, else with the most return. */
function mixOf(universe: PricePanel, level: RiskLevelId, aim: Aim): Float64Array | undefined {
  const policy = policyFor(level);
  for (const each of [aim, MOST_RETURN]) {
    const decision = decideForAim({ view: universe, policy }, each);
    if (decision.status === 'decided') return decision.weights;
  }
  return undefined;
}
