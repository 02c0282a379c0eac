import { refused, type Refusal } from '../../base/outcome';
import type { AnyProblem, OptimizeLimits } from './types';

const refuse = (message: string, field: string): Refusal => refused('bad-input', message, field);

/** The optional limits: shapes, missing numbers by instrument, and what needs what. */
export function limitsRefusal({ symbols, limits }: AnyProblem): Refusal | undefined {
  return (
    vectorRefusal(symbols, limits) ?? maximumRefusal(limits) ?? sharesRefusal(symbols, limits) ?? needsRefusal(limits)
  );
}

type VectorRule = readonly [field: keyof OptimizeLimits, isGood: (value: number) => boolean, wanted: string];

/** What each entry of a vector must be. */
const VECTORS: readonly VectorRule[] = [
  ['currentWeights', Number.isFinite, 'a number'],
  ['benchmarkWeights', Number.isFinite, 'a number'],
  ['tradeMax', (value) => value >= 0, 'zero or more'],
  ['costPerTrade', (value) => value >= 0 && value < Infinity, 'zero or more'],
  ['riskContributionMax', (value) => value > 0, 'above zero'],
];

function vectorRefusal(symbols: readonly string[], limits: OptimizeLimits): Refusal | undefined {
  for (const [name, isGood, wanted] of VECTORS) {
    const vector = limits[name];
    if (!(vector instanceof Float64Array)) continue;
    const field = `limits.${name}`;
    if (vector.length !== symbols.length) {
      return refuse(`${field} has ${vector.length} numbers for ${symbols.length} instruments.`, field);
    }
    const at = vector.findIndex((value) => !isGood(value));
    if (at >= 0) return refuse(`${field} holds ${vector[at]!} for ${symbols[at]!}, which must be ${wanted}.`, field);
  }
  const { noTrade } = limits;
  if (noTrade === undefined || noTrade.length === symbols.length) return undefined;
  return refuse(`limits.noTrade has ${noTrade.length} marks for ${symbols.length} instruments.`, 'limits.noTrade');
}

const MAXIMUMS = [
  'turnoverMax',
  'grossMax',
  'shortMax',
  'longMax',
  'trackingErrorMax',
  'ridge',
  'weightMinIfHeld',
  'assetsMax',
] as const satisfies readonly (keyof OptimizeLimits)[];

function maximumRefusal(limits: OptimizeLimits): Refusal | undefined {
  for (const name of MAXIMUMS) {
    const value = limits[name];
    if (value === undefined || (value >= 0 && value < Infinity)) continue;
    return refuse(`limits.${name} is ${value} and must be zero or more.`, `limits.${name}`);
  }
  const { assetsMax } = limits;
  if (assetsMax === undefined || Number.isInteger(assetsMax)) return undefined;
  return refuse('limits.assetsMax counts instruments and must be a whole number.', 'limits.assetsMax');
}

function sharesRefusal(
  symbols: readonly string[],
  { riskShares = [], clusterRiskMax }: OptimizeLimits,
): Refusal | undefined {
  for (const { name, members, max } of riskShares) {
    if (members.length !== symbols.length) {
      return refuse(`${name} has ${members.length} marks for ${symbols.length} instruments.`, 'limits.riskShares');
    }
    if (!(max > 0 && max < Infinity)) return refuse(`${name} is ${max} and must be above zero.`, 'limits.riskShares');
  }
  if (clusterRiskMax === undefined) return undefined;
  const { max, clusters } = clusterRiskMax;
  if (!(max > 0 && max < Infinity)) {
    return refuse(
      `The risk contribution of a cluster is at most ${max}, which must be above zero.`,
      'limits.clusterRiskMax',
    );
  }
  if (clusters === undefined || (Number.isInteger(clusters) && clusters >= 1 && clusters <= symbols.length)) {
    return undefined;
  }
  return refuse(`The number of clusters must be a whole number from 1 to ${symbols.length}.`, 'limits.clusterRiskMax');
}

function needsRefusal(limits: OptimizeLimits): Refusal | undefined {
  if (limits.trackingErrorMax !== undefined && limits.benchmarkWeights === undefined) {
    return refuse('A tracking error limit needs the weights of a benchmark.', 'limits.benchmarkWeights');
  }
  return undefined;
}
