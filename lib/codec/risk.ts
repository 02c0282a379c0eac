import { done, type Outcome, refused } from '@/lib/base/outcome';
import { ASSET_CLASSES } from '@/lib/quant/market/instrument';
import { describeInstrument } from '@/lib/quant/market/known-instruments';
import type { PricePanel } from '@/lib/quant/market/panel';
import { diagonalOf, dot, quadraticForm } from '@/lib/quant/math/matrix';
import { covarianceVerdict } from '@/lib/quant/optimize/validate';
import { drawdown } from '@/lib/quant/risk/drawdown';
import { mixReturns } from '@/lib/quant/risk/mix-returns';
import { riskContributions } from '@/lib/quant/risk/risk-contributions';
import type { ReturnsSample } from '@/lib/quant/risk/risk-model';
import { historicalTailRisk, normalTailRisk } from '@/lib/quant/risk/value-at-risk';
import { CONFIDENCE_DEFAULT } from '@/lib/shared/contracts/portfolio-inputs';
import type { RiskAnswer, RiskRequest } from '@/lib/shared/contracts/risk-door';
import { vectorOf } from './optimize/constraints';
import { estimateInputs } from './optimize/estimate-inputs';
import { doorRefusal, sharpeOf } from './optimize/outcome';

/** The `risk` door. @param panel the prices that the request names, loaded by the caller */
export function riskAnswer(request: RiskRequest, panel?: PricePanel): Outcome<RiskAnswer> {
  const { assets, confidence = CONFIDENCE_DEFAULT } = request;
  const weights = vectorOf(request.weights, assets, 'weights');
  if (weights.status === 'refused') return weights;
  const classes = classesOf(request);
  if (classes.status === 'refused') return classes;
  const estimate = estimateInputs(request, panel);
  if (estimate.status === 'refused') return estimate;
  const { symbols, expectedReturns, covariance, sample, info, warnings } = estimate.value;
  const verdict = covarianceVerdict({ covariance, symbols });
  if (verdict.status === 'refused') return doorRefusal(verdict, info);
  const expectedReturn = dot(expectedReturns, weights.value);
  if (!Number.isFinite(expectedReturn) || !Number.isFinite(quadraticForm(covariance, weights.value))) {
    return refused('bad-input', 'These weights are too large to be computed with.', 'weights');
  }
  const { volatility, contributions, fractions } = riskContributions(weights.value, covariance);
  const volatilities = diagonalOf(covariance).map((variance) => Math.sqrt(Math.max(variance, 0)));
  const parts = assets.map((symbol, at) => ({
    symbol,
    weight: weights.value[at] ?? Number.NaN,
    volatility: volatilities[at] ?? Number.NaN,
    contribution: contributions[at] ?? Number.NaN,
    share: fractions === null ? null : (fractions[at] ?? Number.NaN),
  }));
  const apart = dot(weights.value.map(Math.abs), volatilities);
  return done({
    expectedReturn,
    volatility,
    sharpe: sharpeOf({ expectedReturn, volatility }, request.riskFreeRate),
    diversificationRatio: volatility > 0 ? apart / volatility : null,
    contributions: parts,
    byClass: sumByClass(parts, classes.value),
    normal: normalTailRisk(expectedReturn, volatility, confidence),
    historical: sample === undefined ? null : historicalRisk(sample, weights.value, confidence),
    confidence,
    warnings: [...warnings],
    estimates: info,
  });
}

/** The class of each asset, in asset order. */
function classesOf({ assets, classes }: RiskRequest): Outcome<readonly string[]> {
  const known = (symbol: string): string => ASSET_CLASSES[describeInstrument(symbol).assetClass].name;
  if (classes === undefined) return done(assets.map(known));
  const given = new Map(Object.entries(classes));
  const stranger = [...given.keys()].find((symbol) => !assets.includes(symbol));
  if (stranger !== undefined)
    return refused('bad-input', `${stranger} is not among the assets.`, `classes.${stranger}`);
  return done(assets.map((symbol) => given.get(symbol) ?? known(symbol)));
}

type Part = RiskAnswer['contributions'][number];

function sumByClass(parts: readonly Part[], classes: readonly string[]): RiskAnswer['byClass'] {
  const sum = (members: readonly Part[], pick: (part: Part) => number): number =>
    members.reduce((total, part) => total + pick(part), 0);
  return [...new Set(classes)].map((name) => {
    const members = parts.filter((_, at) => classes[at] === name);
    const isRiskless = members.some(({ share }) => share === null);
    return {
      class: name,
      weight: sum(members, ({ weight }) => weight),
      contribution: sum(members, ({ contribution }) => contribution),
      share: isRiskless ? null : sum(members, ({ share }) => share ?? Number.NaN),
    };
  });
}

function historicalRisk(sample: ReturnsSample, weights: Float64Array, confidence: number): RiskAnswer['historical'] {
  const mix = mixReturns(weights, sample);
  return {
    observations: mix.length,
    ...historicalTailRisk(mix, confidence),
    worst: mix.reduce((worst, value) => Math.max(worst, -value), -Infinity),
    maxDrawdown: -drawdown(mix).maxDrawdown,
  };
}
