import { done, type Outcome, refused } from '@/lib/base/outcome';
import { describeInstrument } from '@/lib/quant/market/known-instruments';
import { applyLimits } from '@/lib/quant/optimize/limit-kinds/apply-limits';
import type { LimitContext } from '@/lib/quant/optimize/limit-kinds/types';
import type { LinearLimit, OptimizeLimits } from '@/lib/quant/optimize/types';
import type { OptimizeRequest } from '@/lib/shared/contracts/optimize';
import type { OptimizeConstraints } from '@/lib/shared/contracts/optimize-constraints';
import { CONFIDENCE_DEFAULT } from '@/lib/shared/contracts/portfolio-inputs';

/** Limits of a request -> limits of a problem, in asset order. */

type Bound = OptimizeConstraints['weightMin'];

interface BoundMeaning {
  readonly field: string;
  readonly size: number;
  /** What null stands for. */
  readonly open: number;
  readonly otherwise: number;
}

function boundsOf(bound: Bound, { field, size, open, otherwise }: BoundMeaning): Outcome<Float64Array> {
  if (bound === undefined) return done(new Float64Array(size).fill(otherwise));
  if (bound === null || typeof bound === 'number') return done(new Float64Array(size).fill(bound ?? open));
  if (bound.length !== size) {
    return refused('bad-input', `There are ${bound.length} bounds for ${size} assets.`, `constraints.${field}`);
  }
  return done(Float64Array.from(bound, (value) => value ?? open));
}

/** An asset that a row does not name does not count in it. */
const ABSENT = 0;

/** Numbers by symbol -> a vector; a symbol that is not held is refused. */
export function vectorOf(
  map: Readonly<Record<string, number>>,
  assets: readonly string[],
  field: string,
): Outcome<Float64Array> {
  const given = new Map(Object.entries(map));
  const known = new Set(assets);
  const stranger = [...given.keys()].find((symbol) => !known.has(symbol));
  if (stranger !== undefined)
    return refused('bad-input', `${stranger} is not among the assets.`, `${field}.${stranger}`);
  return done(Float64Array.from(assets, (symbol) => given.get(symbol) ?? ABSENT));
}

function rowsOf({ groups = [], linear = [] }: OptimizeConstraints, assets: readonly string[]): Outcome<LinearLimit[]> {
  const entries = [
    ...groups.map(({ members, ...row }, at) => ({
      ...row,
      field: `constraints.groups.${at}.members`,
      map: Object.fromEntries(members.map((symbol) => [symbol, 1])),
    })),
    ...linear.map(({ coefficients, ...row }, at) => ({
      ...row,
      field: `constraints.linear.${at}.coefficients`,
      map: coefficients,
    })),
  ];
  const rows: LinearLimit[] = [];
  for (const { name, min, max, field, map } of entries) {
    const coefficients = vectorOf(map, assets, field);
    if (coefficients.status === 'refused') return coefficients;
    rows.push({ name, coefficients: coefficients.value, min: min ?? -Infinity, max: max ?? Infinity });
  }
  return done(rows);
}

/** What of a request its limits are made from. */
export interface LimitInputs extends Pick<OptimizeRequest, 'attributes' | 'portfolioValue' | 'confidence'> {
  readonly assets: readonly string[];
  readonly constraints?: OptimizeConstraints;
}

/** Long only and fully invested unless the request says otherwise. */
export function limitsOf(request: LimitInputs): Outcome<OptimizeLimits> {
  const { assets, constraints = {} } = request;
  const size = assets.length;
  const weightMin = boundsOf(constraints.weightMin, { field: 'weightMin', size, open: -Infinity, otherwise: 0 });
  if (weightMin.status === 'refused') return weightMin;
  const weightMax = boundsOf(constraints.weightMax, { field: 'weightMax', size, open: Infinity, otherwise: Infinity });
  if (weightMax.status === 'refused') return weightMax;
  const rows = rowsOf(constraints, assets);
  if (rows.status === 'refused') return rows;
  const vectors = vectorsOf(constraints, assets);
  if (vectors.status === 'refused') return vectors;
  const caps = capsOf(request);
  if (caps.status === 'refused') return caps;
  const { budget = 1, tradeMaxPerAsset, limits = [] } = constraints;
  const base = {
    budget,
    weightMin: weightMin.value,
    weightMax: weightMax.value,
    rows: rows.value,
    ...vectors.value,
    ...givenOf(constraints),
    ...caps.value,
    ...(tradeMaxPerAsset === undefined ? {} : { tradeMax: new Float64Array(size).fill(tradeMaxPerAsset) }),
  };
  const context = contextOf(request);
  if (context.status === 'refused') return context;
  const applied = applyLimits(base, limits, context.value);
  if (applied.status !== 'refused') return applied;
  const inputs = context.value;
  const at = limits.findIndex((_, last) => applyLimits(base, limits.slice(0, last + 1), inputs).status === 'refused');
  return refused(applied.code, applied.message, `constraints.limits.${at}`);
}

/** The volatility has a field of its own, because its cap is exact without scenarios. */
function capsOf(request: LimitInputs): Outcome<Pick<OptimizeLimits, 'volatilityMax' | 'riskMax'>> {
  const { constraints: { riskMax = [] } = {}, confidence = CONFIDENCE_DEFAULT } = request;
  const [volatility, ...again] = riskMax.filter(({ measure }) => measure === 'volatility');
  if (again.length > 0) {
    return refused('bad-input', 'There are several limits on the volatility; give one.', 'constraints.riskMax');
  }
  const losses = riskMax.filter(({ measure }) => measure !== 'volatility').map((cap) => ({ confidence, ...cap }));
  return done({
    ...(volatility === undefined ? {} : { volatilityMax: volatility.value }),
    ...(losses.length === 0 ? {} : { riskMax: losses }),
  });
}

/** Fields that mean the same on both sides. */
const PLAIN_FIELDS = [
  'returnMin',
  'turnoverMax',
  'grossMax',
  'shortMax',
  'longMax',
  'trackingErrorMax',
  'assetsMax',
  'weightMinIfHeld',
  'ridge',
] as const satisfies readonly (keyof OptimizeConstraints & keyof OptimizeLimits)[];

function givenOf(constraints: OptimizeConstraints): Partial<OptimizeLimits> {
  const given = PLAIN_FIELDS.flatMap((field) => {
    const value = constraints[field];
    return value === undefined ? [] : [[field, value] as const];
  });
  return Object.fromEntries(given);
}

/** What comes by symbol, in asset order; a number for the cost of trading counts for every asset. */
function vectorsOf(
  { currentWeights, benchmarkWeights, costPerTrade }: OptimizeConstraints,
  assets: readonly string[],
): Outcome<Pick<OptimizeLimits, 'currentWeights' | 'benchmarkWeights' | 'costPerTrade'>> {
  const cost =
    typeof costPerTrade === 'number'
      ? Object.fromEntries(assets.map((symbol) => [symbol, costPerTrade]))
      : costPerTrade;
  const vectors: Partial<Record<'currentWeights' | 'benchmarkWeights' | 'costPerTrade', Float64Array>> = {};
  for (const [field, map] of [
    ['currentWeights', currentWeights],
    ['benchmarkWeights', benchmarkWeights],
    ['costPerTrade', cost],
  ] as const) {
    if (map === undefined) continue;
    const vector = vectorOf(map, assets, `constraints.${field}`);
    if (vector.status === 'refused') return vector;
    vectors[field] = vector.value;
  }
  return done(vectors);
}

/** What limits by kind may ask about the assets; the class is the product's own where the request names none. */
function contextOf({ assets, attributes = {}, portfolioValue }: LimitInputs): Outcome<LimitContext> {
  const given = new Map(Object.entries(attributes));
  const stranger = [...given.keys()].find((symbol) => !assets.includes(symbol));
  if (stranger !== undefined) {
    return refused('bad-input', `${stranger} is not among the assets.`, `attributes.${stranger}`);
  }
  const instruments = assets.map((symbol) => {
    const { isKnown, assetClass } = describeInstrument(symbol);
    return { symbol, ...(isKnown ? { assetClass } : {}), ...given.get(symbol) };
  });
  return done({ instruments, ...(portfolioValue === undefined ? {} : { portfolioValue }) });
}
