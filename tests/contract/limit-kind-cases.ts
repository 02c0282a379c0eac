import { applyLimits } from '@/lib/quant/optimize/limit-kinds/apply-limits';
import type { LimitContext, LimitKindId, LimitRequest } from '@/lib/quant/optimize/limit-kinds/types';
import type { OptimizeLimits, OptimizeProblem } from '@/lib/quant/optimize/types';

/** Four instruments, and for each kind of limit a request that binds among them. */

export const INSTRUMENTS = [
  { symbol: 'AAA', assetClass: 'equity', sector: 'tech', region: 'us', beta: 1.4, esgScore: 30, dailyValueTraded: 4e6 },
  {
    symbol: 'BBB',
    assetClass: 'equity',
    sector: 'energy',
    region: 'us',
    beta: 0.9,
    esgScore: 55,
    dailyValueTraded: 2e6,
  },
  { symbol: 'CCC', assetClass: 'bond', sector: null, region: 'eu', beta: 0.1, esgScore: 80, dailyValueTraded: 1e6 },
  { symbol: 'DDD', assetClass: 'cash', sector: null, region: 'us', beta: 0, esgScore: 60, dailyValueTraded: 9e9 },
].map((instrument, at) => ({ ...instrument, factors: { momentum: [0.5, -0.2, 0.1, 0][at]! } }));
export const CONTEXT: LimitContext = { instruments: INSTRUMENTS, portfolioValue: 1e6 };
const SYMBOLS = INSTRUMENTS.map(({ symbol }) => symbol);
const HELD = Float64Array.of(0.1, 0.2, 0.3, 0.4);

export const BASE: OptimizeLimits = {
  budget: 1,
  weightMin: new Float64Array(4),
  weightMax: new Float64Array(4).fill(1),
  rows: [],
  currentWeights: HELD,
};
const LONG_SHORT: OptimizeLimits = { ...BASE, weightMin: new Float64Array(4).fill(-1) };

export const PROBLEM: OptimizeProblem = {
  symbols: SYMBOLS,
  expectedReturns: Float64Array.of(0.1, 0.07, 0.03, 0.02),
  covariance: Float64Array.of(
    ...[0.09, 0.03, 0.002, 0],
    ...[0.03, 0.05, 0.001, 0],
    ...[0.002, 0.001, 0.006, 0],
    ...[0, 0, 0, 0.0004],
  ),
  objective: { kind: 'max-utility', measure: 'variance', riskAversion: 1 },
  limits: BASE,
};

const sum = (weights: Float64Array, coefficients: readonly number[]): number =>
  weights.reduce((total, weight, at) => total + weight * coefficients[at]!, 0);

export interface KindCase<K extends LimitKindId> {
  readonly request: LimitRequest<K>;
  readonly base?: OptimizeLimits;
  /** By how much weights break the limit, written out plainly. */
  readonly breach: (weights: Float64Array) => number;
  /** What nothing can meet, and the names that must be among those that conflict. */
  readonly impossible: readonly LimitRequest[];
  readonly names: readonly string[];
  /**
   * Shares of risk bend the wrong way, so the best weights may come without a proof; and they sum to one whatever the
   * weights, so no loosening of anything else helps.
   */
  readonly isShareOfRisk?: true;
}

const BENCHMARK = { AAA: 0.1, BBB: 0.2, CCC: 0.3, DDD: 0.4 };
const volatilityOf = (weights: Float64Array): number =>
  Math.sqrt(
    weights.reduce((total, weight, row) => {
      return total + weight * weights.reduce((all, other, at) => all + other * PROBLEM.covariance[row * 4 + at]!, 0);
    }, 0),
  );
const activeOf = (weights: Float64Array): Float64Array => weights.map((weight, at) => weight - HELD[at]!);
const biggest = (weights: Float64Array): number => Math.max(...weights.map(Math.abs));

/** Share of the variance that some instruments carry. */
function shareOf(weights: Float64Array, marks: readonly number[]): number {
  const parts = weights.map((weight, row) =>
    weights.reduce((sum, other, at) => sum + weight * other * PROBLEM.covariance[row * 4 + at]!, 0),
  );
  return sum(parts, marks) / sum(parts, [1, 1, 1, 1]);
}

export const CASES: { readonly [K in LimitKindId]: KindCase<K> } = {
  'asset-bounds': {
    request: { kind: 'asset-bounds', symbols: ['AAA'], max: 0.3 },
    breach: ([first]) => first! - 0.3,
    impossible: [{ kind: 'asset-bounds', max: 0.2 }],
    names: ['AAA max', 'BBB max', 'CCC max', 'DDD max', 'budget'],
  },
  group: {
    request: { kind: 'group', by: 'assetClass', of: 'equity', max: 0.5 },
    breach: (weights) => sum(weights, [1, 1, 0, 0]) - 0.5,
    impossible: [
      { kind: 'group', by: 'sector', of: 'tech', min: 0.7 },
      { kind: 'group', by: 'region', of: 'eu', min: 0.4 },
    ],
    names: ['sector tech min', 'region eu min', 'budget'],
  },
  'beta-exposure': {
    request: { kind: 'beta-exposure', max: 0.6 },
    breach: (weights) => sum(weights, [1.4, 0.9, 0.1, 0]) - 0.6,
    impossible: [{ kind: 'beta-exposure', min: 1.5 }],
    names: ['beta min'],
  },
  'factor-exposure': {
    request: { kind: 'factor-exposure', factor: 'momentum', max: 0.1 },
    breach: (weights) => sum(weights, [0.5, -0.2, 0.1, 0]) - 0.1,
    impossible: [{ kind: 'factor-exposure', factor: 'momentum', min: 0.6 }],
    names: ['exposure to momentum min'],
  },
  'esg-floor': {
    request: { kind: 'esg-floor', scoreMin: 60 },
    breach: (weights) => 60 - sum(weights, [30, 55, 80, 60]),
    impossible: [{ kind: 'esg-floor', scoreMin: 81 }],
    names: ['ESG floor min'],
  },
  'esg-exclusion': {
    request: { kind: 'esg-exclusion', scoreMin: 40 },
    breach: ([first]) => Math.abs(first!),
    impossible: [
      { kind: 'esg-exclusion', scoreMin: 40 },
      { kind: 'group', by: 'sector', of: 'tech', min: 0.1 },
    ],
    names: ['AAA excluded (ESG)', 'sector tech min'],
  },
  exclusion: {
    request: { kind: 'exclusion', symbols: ['AAA'] },
    breach: ([first]) => Math.abs(first!),
    impossible: [
      { kind: 'exclusion', symbols: ['CCC'], reason: 'faith' },
      { kind: 'group', by: 'region', of: 'eu', min: 0.1 },
    ],
    names: ['CCC excluded (faith)', 'region eu min'],
  },
  liquidity: {
    request: { kind: 'liquidity', participation: 0.05 },
    breach: (weights) => Math.max(...[0.2, 0.1, 0.05, 450].map((max, at) => Math.abs(weights[at]! - HELD[at]!) - max)),
    impossible: [
      { kind: 'liquidity', participation: 0.05 },
      { kind: 'asset-bounds', symbols: ['BBB'], min: 0.5 },
    ],
    names: ['BBB trade limit', 'BBB min'],
  },
  'cash-floor': {
    request: { kind: 'cash-floor', min: 0.3 },
    breach: (weights) => 0.3 - weights[3]!,
    impossible: [
      { kind: 'cash-floor', min: 0.3 },
      { kind: 'group', by: 'assetClass', of: 'equity', min: 0.8 },
    ],
    names: ['cash floor min', 'class equity min', 'budget'],
  },
  'no-trade': {
    request: { kind: 'no-trade', symbols: ['CCC'] },
    breach: (weights) => Math.abs(weights[2]! - 0.3),
    impossible: [
      { kind: 'no-trade', symbols: ['CCC'] },
      { kind: 'asset-bounds', symbols: ['CCC'], max: 0.25 },
    ],
    names: ['CCC no-trade', 'CCC max'],
  },
  turnover: {
    request: { kind: 'turnover', max: 0.1 },
    breach: (weights) => activeOf(weights).reduce((total, trade) => total + Math.abs(trade), 0) / 2 - 0.1,
    impossible: [
      { kind: 'turnover', max: 0.1 },
      { kind: 'group', by: 'sector', of: 'tech', min: 0.5 },
    ],
    names: ['turnover', 'sector tech min'],
  },
  'trade-max': {
    request: { kind: 'trade-max', max: 0.05 },
    breach: (weights) => biggest(activeOf(weights)) - 0.05,
    impossible: [
      { kind: 'trade-max', max: 0.05, symbols: ['AAA'] },
      { kind: 'asset-bounds', symbols: ['AAA'], min: 0.5 },
    ],
    names: ['AAA trade limit', 'AAA min'],
  },
  leverage: {
    request: { kind: 'leverage', grossMax: 1.4, shortMax: 0.15 },
    base: LONG_SHORT,
    breach: (weights) =>
      Math.max(
        weights.reduce((total, weight) => total + Math.abs(weight), 0) - 1.4,
        weights.reduce((total, weight) => total + Math.max(-weight, 0), 0) - 0.15,
      ),
    impossible: [{ kind: 'leverage', grossMax: 0.9 }],
    names: ['gross exposure', 'budget'],
  },
  'tracking-error': {
    request: { kind: 'tracking-error', benchmarkWeights: BENCHMARK, max: 0.02 },
    breach: (weights) => volatilityOf(activeOf(weights)) - 0.02,
    impossible: [
      { kind: 'tracking-error', benchmarkWeights: BENCHMARK, max: 0.02 },
      { kind: 'asset-bounds', symbols: ['AAA'], min: 0.5 },
    ],
    names: ['tracking error limit', 'AAA min'],
  },
  'active-weight': {
    request: { kind: 'active-weight', benchmarkWeights: BENCHMARK, max: 0.05 },
    breach: (weights) => biggest(activeOf(weights)) - 0.05,
    impossible: [
      { kind: 'active-weight', benchmarkWeights: BENCHMARK, max: 0.05 },
      { kind: 'group', by: 'sector', of: 'tech', min: 0.2 },
    ],
    names: ['AAA active weight max', 'sector tech min'],
  },
  holdings: {
    request: { kind: 'holdings', countMax: 3, weightMinIfHeld: 0.2 },
    base: { ...BASE, weightMax: new Float64Array(4).fill(0.45) },
    breach: (weights) => {
      const held = weights.filter((weight) => Math.abs(weight) > 1e-12);
      return Math.max(held.length - 3, 0.2 - Math.min(...held.map(Math.abs)));
    },
    impossible: [
      { kind: 'holdings', countMax: 2 },
      { kind: 'asset-bounds', max: 0.4 },
    ],
    names: ['number of instruments', 'budget'],
  },
  'risk-contribution': {
    request: { kind: 'risk-contribution', symbols: ['AAA'], max: 0.5 },
    breach: (weights) => shareOf(weights, [1, 0, 0, 0]) - 0.5,
    impossible: [{ kind: 'risk-contribution', max: 0.2 }],
    names: SYMBOLS.map((symbol) => `${symbol} risk contribution`),
    isShareOfRisk: true,
  },
  'group-risk-contribution': {
    request: { kind: 'group-risk-contribution', by: 'assetClass', of: 'equity', max: 0.8 },
    breach: (weights) => shareOf(weights, [1, 1, 0, 0]) - 0.8,
    impossible: [
      { kind: 'group-risk-contribution', by: 'region', of: 'us', max: 0.5 },
      { kind: 'risk-contribution', symbols: ['CCC'], max: 0.4 },
    ],
    names: ['region us risk contribution', 'CCC risk contribution'],
    isShareOfRisk: true,
  },
  'cluster-risk-contribution': {
    request: { kind: 'cluster-risk-contribution', max: 0.7, clusters: 3 },
    breach: (weights) => shareOf(weights, [1, 1, 0, 0]) - 0.7,
    impossible: [{ kind: 'cluster-risk-contribution', max: 0.3, clusters: 3 }],
    names: ['risk contribution of the cluster AAA, BBB'],
    isShareOfRisk: true,
  },
};

export function problemWith(requests: readonly LimitRequest[], base = BASE): OptimizeProblem {
  const limits = applyLimits(base, requests, CONTEXT);
  if (limits.status === 'refused') throw new Error(limits.message);
  return { ...PROBLEM, limits: limits.value };
}
