import { CALENDARS } from '../../lib/quant/market/calendar';
import { ASSET_CLASSES } from '../../lib/quant/market/instrument';
import { PRICE_SOURCE_KINDS } from '../../lib/quant/market/panel';
import type { Feature } from '../../lib/quant/features/feature';
import { FEATURES } from '../../lib/quant/features/registry';
import type { ReturnModel } from '../../lib/quant/forecast/return-model';
import { RETURN_MODELS } from '../../lib/quant/forecast/return-models';
import { CONSTRUCTIONS } from '../../lib/quant/optimize/constructions/constructions';
import { CONVEX_OBJECTIVES, OBJECTIVES } from '../../lib/quant/optimize/objectives';
import type { Factor } from '../../lib/quant/planning/factors/factor';
import { FACTORS } from '../../lib/quant/planning/factors';
import { SCENARIOS } from '../../lib/quant/planning/scenarios';
import { ENGINES } from '../../lib/quant/planning/simulation/engines';
import type { Engine, WithdrawalRule } from '../../lib/quant/planning/simulation/types';
import { WITHDRAWAL_RULES } from '../../lib/quant/planning/simulation/withdrawal-rules';
import type { Scenario } from '../../lib/quant/planning/types';
import { AIMS } from '../../lib/quant/policy/aims';
import { type Question, QUESTION_ENTRIES } from '../../lib/quant/policy/questionnaire';
import { RISK_LEVELS } from '../../lib/quant/policy/risk-levels';
import { GAP_METHODS } from '../../lib/quant/risk/gap-methods';
import type { GapMethod } from '../../lib/quant/risk/gaps/gap-method';
import { RISK_MEASURES } from '../../lib/quant/risk/measures';
import type { RiskMeasure } from '../../lib/quant/risk/measures/measure';
import type { Metric } from '../../lib/quant/risk/metric';
import { METRICS } from '../../lib/quant/risk/metrics';
import type { RiskModel } from '../../lib/quant/risk/risk-model';
import { RISK_MODELS } from '../../lib/quant/risk/risk-models';
import { STRATEGIES } from '../../lib/quant/strategy/strategies';
import type { Strategy } from '../../lib/quant/strategy/types';
import { IMPACT_MODELS } from '../../lib/quant/trading/costs/impact/impact-models';
import { COST_PRESETS, type CostPreset } from '../../lib/quant/trading/costs/presets';
import { LOT_METHODS } from '../../lib/quant/trading/taxes/types';

type PlainData = Readonly<Record<string, unknown>>;

/** Nothing but the id is data. */
const idOnly = (): PlainData => ({});

function questionData(question: Question): PlainData {
  const { kind, isRequired } = question;
  if (question.kind === 'amount') return { kind, isRequired, min: question.min, max: question.max };
  return { kind, isRequired, options: question.options.map(({ id }) => id) };
}

function part<Entry>(registry: Readonly<Record<string, Entry>>, dataOf: (entry: Entry) => PlainData) {
  const entries = Object.entries(registry).map(([id, entry]) => [id, dataOf(entry)] as const);
  return { ids: Object.keys(registry), entries: Object.fromEntries(entries) };
}

/** One constant a registry, so that a page loads only what it asks for. */
const catalogue = () => ({
  ASSET_CLASS_CATALOGUE: part(ASSET_CLASSES, ({ name, isRisky }) => ({ name, isRisky })),
  CALENDAR_CATALOGUE: part(CALENDARS, ({ name, daysPerYear }) => ({ name, daysPerYear })),
  PRICE_SOURCE_CATALOGUE: part(PRICE_SOURCE_KINDS, ({ name, isSimulated }) => ({ name, isSimulated })),
  FEATURE_CATALOGUE: part<Feature>(FEATURES, ({ name, unit, parameters }) => ({ name, unit, parameters })),
  METRIC_CATALOGUE: part<Metric>(METRICS, ({ unit, higherIsBetter, needsBenchmark }) => ({
    unit,
    higherIsBetter,
    needsBenchmark,
  })),
  RISK_MODEL_CATALOGUE: part<RiskModel>(RISK_MODELS, ({ parameters }) => ({ parameters })),
  RISK_MEASURE_CATALOGUE: part<RiskMeasure>(RISK_MEASURES, ({ name, hasConfidence }) => ({ name, hasConfidence })),
  GAP_METHOD_CATALOGUE: part<GapMethod>(GAP_METHODS, ({ isModelIgnored }) => ({ isModelIgnored })),
  RETURN_MODEL_CATALOGUE: part<ReturnModel>(RETURN_MODELS, ({ parameters }) => ({ parameters })),
  OBJECTIVE_CATALOGUE: part<unknown>({ ...OBJECTIVES, ...CONVEX_OBJECTIVES }, idOnly),
  CONSTRUCTION_CATALOGUE: part<unknown>(CONSTRUCTIONS, idOnly),
  RISK_LEVEL_CATALOGUE: part(RISK_LEVELS, ({ scoreMin, annualVolatilityMax, cashWeight, weightMax, classLimits }) => ({
    scoreMin,
    annualVolatilityMax,
    cashWeight,
    weightMax,
    classLimits,
  })),
  AIM_CATALOGUE: part<unknown>(AIMS, idOnly),
  QUESTION_CATALOGUE: part(
    Object.fromEntries(QUESTION_ENTRIES.map(({ id, question }) => [id, question])),
    questionData,
  ),
  STRATEGY_CATALOGUE: part<Strategy>(STRATEGIES, ({ lookbackDaysMin, keepsPolicyLimits }) => ({
    lookbackDaysMin,
    keepsPolicyLimits,
  })),
  FACTOR_CATALOGUE: part<Factor>(FACTORS, ({ name, unit }) => ({ name, unit })),
  SCENARIO_CATALOGUE: part<Scenario>(SCENARIOS, ({ name, kind }) => ({ name, kind })),
  ENGINE_CATALOGUE: part<Engine>(ENGINES, ({ name }) => ({ name })),
  WITHDRAWAL_RULE_CATALOGUE: part<WithdrawalRule>(WITHDRAWAL_RULES, ({ name }) => ({ name })),
  COST_PRESET_CATALOGUE: part<CostPreset>(COST_PRESETS, ({ name, costs }) => ({ name, costs })),
  IMPACT_MODEL_CATALOGUE: part(IMPACT_MODELS, ({ name }) => ({ name })),
  LOT_METHOD_CATALOGUE: part(Object.fromEntries(LOT_METHODS.map((id) => [id, id])), idOnly),
});

const HEADER = `/**
 * Made from the registries of lib/quant by scripts/generate-catalogue.ts: ids and parameters as plain data, for contracts,
 * forms and API text. Do not edit; add a line to a registry.
 */
`;

/** The text of lib/shared/catalogue.generated.ts. */
export function catalogueSource(): string {
  const parts = Object.entries(catalogue()).map(
    ([name, data]) => `export const ${name} = ${JSON.stringify(data, null, 2)} as const;\n`,
  );
  return [HEADER, ...parts].join('\n');
}
