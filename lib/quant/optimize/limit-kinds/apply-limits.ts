import { done, type Outcome, type Refusal, refused } from '../../../base/outcome';
import { boundLimitName, type Side } from '../limits';
import type { OptimizeLimits } from '../types';
import { LIMIT_KINDS } from './registry';
import type { LimitContext, LimitKindId, LimitParts, LimitRequest } from './types';

/**
 * The limits of a problem with what the user asked for added: bounds, trade limits and maximums at their tightest, rows
 * one after another, each bound named after the limit it comes from.
 */
export function applyLimits(
  base: OptimizeLimits,
  requests: readonly LimitRequest[],
  inputs: LimitContext,
): Outcome<OptimizeLimits> {
  let limits = base;
  for (const request of requests) {
    const parts = partsOf(request, inputs);
    if (parts.status === 'refused') return parts;
    const clash = clashOf(limits, parts.value);
    if (clash !== undefined) return clash;
    limits = combine(limits, parts.value, inputs);
  }
  return done(limits);
}

const partsOf = <K extends LimitKindId>(request: LimitRequest<K>, context: LimitContext): Outcome<LimitParts> =>
  LIMIT_KINDS[request.kind].apply(request, context);

/** What two limits cannot both say. */
function clashOf(limits: OptimizeLimits, parts: LimitParts): Refusal | undefined {
  const { benchmarkWeights: first, clusterRiskMax: one } = limits;
  const { benchmarkWeights: second, clusterRiskMax: other } = parts;
  if (first !== undefined && second !== undefined && first.some((weight, at) => weight !== second[at])) {
    return refused('bad-input', 'Two limits count from different benchmarks.', 'benchmarkWeights');
  }
  if (one === undefined || other === undefined || one.clusters === other.clusters) return undefined;
  return refused('bad-input', 'Two limits ask for different numbers of clusters.', 'clusters');
}

function combine(limits: OptimizeLimits, parts: LimitParts, context: LimitContext): OptimizeLimits {
  const boundNames = new Map(limits.boundNames ?? []);
  const looserBounds = [...(limits.looserBounds ?? [])];
  const meetAt = (side: Side, at: number, own: number, other: number | undefined): number => {
    const key = boundLimitName(context.instruments[at]!.symbol, side);
    const ownName = boundNames.get(key);
    const otherName = parts.boundNames?.get(key);
    if (other === undefined) return own;
    const isTighter = side === 'min' ? other > own : other < own;
    const [value, name] = isTighter ? [own, ownName] : [other, otherName];
    if (Number.isFinite(value) && value !== (isTighter ? other : own)) {
      looserBounds.push({ at, side, value, name: name ?? key });
    }
    if (!isTighter) return own;
    if (otherName === undefined) boundNames.delete(key);
    else boundNames.set(key, otherName);
    return other;
  };
  const weightMin = limits.weightMin.map((bound, at) => meetAt('min', at, bound, parts.weightMin?.[at]));
  const weightMax = limits.weightMax.map((bound, at) => meetAt('max', at, bound, parts.weightMax?.[at]));
  return {
    ...limits,
    ...tightest(limits, parts),
    ...(parts.benchmarkWeights === undefined ? {} : { benchmarkWeights: parts.benchmarkWeights }),
    weightMin,
    weightMax,
    rows: [...limits.rows, ...(parts.rows ?? [])],
    boundNames,
    ...(looserBounds.length === 0 ? {} : { looserBounds }),
  };
}

const MAXIMUMS = [
  'turnoverMax',
  'grossMax',
  'shortMax',
  'longMax',
  'trackingErrorMax',
  'assetsMax',
] as const satisfies readonly (keyof LimitParts)[];

function tightest(limits: OptimizeLimits, parts: LimitParts): Partial<OptimizeLimits> {
  const maximums = MAXIMUMS.flatMap((name) => {
    const values = [limits[name], parts[name]].filter((value) => value !== undefined);
    return values.length === 0 ? [] : [[name, Math.min(...values)] as const];
  });
  const positions = [limits.weightMinIfHeld, parts.weightMinIfHeld].filter((value) => value !== undefined);
  const tradeMax = meet(limits.tradeMax, parts.tradeMax, Math.min);
  const noTrade = meet(limits.noTrade, parts.noTrade, Math.max);
  return {
    ...tightestShares(limits, parts),
    ...Object.fromEntries(maximums),
    ...(positions.length === 0 ? {} : { weightMinIfHeld: Math.max(...positions) }),
    ...(tradeMax === undefined ? {} : { tradeMax: Float64Array.from(tradeMax) }),
    ...(noTrade === undefined ? {} : { noTrade: Uint8Array.from(noTrade) }),
  };
}

/** Caps on risk contribution; clusters of one number have the tightest maximum. */
function tightestShares(limits: OptimizeLimits, parts: LimitParts): Partial<OptimizeLimits> {
  const own = meet(limits.riskContributionMax, parts.riskContributionMax, Math.min);
  const groups = [...(limits.riskShares ?? []), ...(parts.riskShares ?? [])];
  const clusters = [limits.clusterRiskMax, parts.clusterRiskMax].filter((cap) => cap !== undefined);
  const first = clusters[0];
  return {
    ...(own === undefined ? {} : { riskContributionMax: Float64Array.from(own) }),
    ...(groups.length === 0 ? {} : { riskShares: groups }),
    ...(first === undefined ? {} : { clusterRiskMax: { ...first, max: Math.min(...clusters.map(({ max }) => max)) } }),
  };
}

/** Entry by entry, where both are given. */
function meet(
  first: ArrayLike<number> | undefined,
  second: ArrayLike<number> | undefined,
  tighter: (one: number, other: number) => number,
): ArrayLike<number> | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return Array.from(first, (entry, at) => tighter(entry, second[at]!));
}
