import { done, type Outcome, refused } from '@/lib/base/outcome';
import { resolveParameters } from '@/lib/quant/features/parameters';
import { RETURN_MODELS } from '@/lib/quant/forecast/return-models';
import type { PricePanel } from '@/lib/quant/market/panel';
import { quadraticForm } from '@/lib/quant/math/matrix';
import { annualCovariance } from '@/lib/quant/risk/covariance';
import type { CovarianceWarning, ReturnsSample } from '@/lib/quant/risk/risk-model';
import { RISK_MODELS } from '@/lib/quant/risk/risk-models';
import {
  type EstimateInfo,
  type PortfolioInputs,
  RETURN_MODEL_DEFAULT,
  RISK_MODEL_DEFAULT,
  TRADING_DAYS_PER_YEAR,
} from '@/lib/shared/contracts/portfolio-inputs';
import { type DoorSample, sampleFromPanel, sampleFromReturns } from './complete-sample';

/** What the optimiser needs, made from whichever of prices, returns and moments came. */
export interface DoorEstimate {
  readonly symbols: readonly string[];
  /** Length n, decimal a year. */
  readonly expectedReturns: Float64Array;
  /** Row-major n x n, a year. */
  readonly covariance: Float64Array;
  /** Absent with moments. */
  readonly sample: ReturnsSample | undefined;
  readonly info: EstimateInfo;
  readonly warnings: readonly string[];
}

type Request = Pick<
  PortfolioInputs,
  | 'assets'
  | 'prices'
  | 'returns'
  | 'moments'
  | 'periodsPerYear'
  | 'returnModel'
  | 'riskModel'
  | 'riskFreeRate'
  | 'marketWeights'
>;

/** Where a request names prices that it does not bring, the caller loads them. */
export function estimateInputs(request: Request, panel: PricePanel | undefined): Outcome<DoorEstimate> {
  const { assets, prices, returns, moments } = request;
  const given = [prices, returns, moments].filter((part) => part !== undefined).length;
  if (given !== 1) {
    const message = `Give one of prices, returns and moments; ${given === 0 ? 'there is none' : `there are ${given}`}.`;
    return refused('bad-input', message, 'prices');
  }
  const twice = assets.findIndex((symbol, at) => assets.indexOf(symbol) !== at);
  if (twice !== -1) return refused('bad-input', `${assets[twice] ?? ''} is listed twice.`, `assets.${twice}`);
  if (moments !== undefined) return fromMoments(request, moments);
  if (returns !== undefined) return fromSample(request, 'returns', sampleFromReturns(returns, assets));
  if (panel === undefined) return refused('bad-input', 'The prices could not be loaded.', 'prices');
  return fromSample(request, 'prices', sampleFromPanel(panel, assets));
}

function fromMoments(request: Request, moments: NonNullable<Request['moments']>): Outcome<DoorEstimate> {
  const { assets, returnModel, riskModel } = request;
  const { expectedReturns, covariance } = moments;
  const n = assets.length;
  for (const [field, model] of Object.entries({ returnModel, riskModel })) {
    if (model === undefined) continue;
    return refused('bad-input', `${field} has nothing to do where moments are given; leave it out.`, field);
  }
  if (expectedReturns.length !== n) {
    const message = `There are ${expectedReturns.length} expected returns for ${n} assets.`;
    return refused('bad-input', message, 'moments.expectedReturns');
  }
  if (covariance.length !== n || covariance.some((row) => row.length !== n)) {
    return refused('bad-input', `The covariance must have ${n} rows of ${n} numbers.`, 'moments.covariance');
  }
  const matrix = new Float64Array(n * n);
  covariance.forEach((row, at) => matrix.set(row, at * n));
  return done({
    symbols: assets,
    expectedReturns: Float64Array.from(expectedReturns),
    covariance: matrix,
    sample: undefined,
    info: {
      source: 'moments',
      observations: null,
      from: null,
      to: null,
      periodsPerYear: null,
      returnModel: null,
      riskModel: null,
    },
    warnings: [],
  });
}

function fromSample(request: Request, source: 'prices' | 'returns', read: Outcome<DoorSample>): Outcome<DoorEstimate> {
  if (read.status === 'refused') return read;
  const { sample, from, to, rowsPerYearSeen } = read.value;
  const { assets, periodsPerYear = TRADING_DAYS_PER_YEAR } = request;
  const riskModel = request.riskModel?.kind ?? RISK_MODEL_DEFAULT;
  const returnModel = request.returnModel?.kind ?? RETURN_MODEL_DEFAULT;
  const parameters = resolveParameters(
    RISK_MODELS[riskModel].parameters,
    request.riskModel?.parameters ?? {},
    request.assets,
  );
  if (parameters.status === 'refused') {
    return refused('bad-input', parameters.message, `riskModel.parameters.${parameters.field ?? ''}`);
  }
  const estimate = RISK_MODELS[riskModel].estimate(sample, parameters.value);
  const covariance = annualCovariance(estimate.covariance, periodsPerYear);
  const expected = expectedReturnsOf(request, sample, covariance);
  if (expected.status === 'refused') return expected;
  const spacing = request.periodsPerYear === undefined ? spacingWarning(rowsPerYearSeen) : [];
  return done({
    symbols: assets,
    expectedReturns: expected.value,
    covariance,
    sample,
    info: { source, observations: sample.observations, from, to, periodsPerYear, returnModel, riskModel },
    warnings: [
      ...read.value.warnings,
      ...spacing,
      ...estimate.warnings.flatMap((kind) => covarianceSentence(kind, sample)),
    ],
  });
}

/** Sharpe ratio that the market mix is taken to earn a year; the plans assume the same. */
const MARKET_SHARPE = 0.3;

function expectedReturnsOf(request: Request, sample: ReturnsSample, covariance: Float64Array): Outcome<Float64Array> {
  const { periodsPerYear = TRADING_DAYS_PER_YEAR, riskFreeRate = 0 } = request;
  const kind = request.returnModel?.kind ?? RETURN_MODEL_DEFAULT;
  const market = marketMix(request);
  if (market.status === 'refused') return market;
  if ((kind === 'equilibrium' || kind === 'capm') && !(quadraticForm(covariance, market.value) > 0)) {
    return refused('bad-input', 'The market mix has no risk, so it says nothing about returns.', 'marketWeights');
  }
  const cashReturn = kind === 'equilibrium' ? riskFreeRate : 0;
  const { expectedReturns } = RETURN_MODELS[kind].estimate({
    sample,
    periodsPerYear,
    annualCovariance: covariance,
    cashReturn,
    policyWeights: market.value,
    policySharpe: MARKET_SHARPE,
  });
  return done(expectedReturns);
}

/** In asset order, summing to one. */
function marketMix({ assets, marketWeights }: Request): Outcome<Float64Array> {
  if (marketWeights === undefined) return done(new Float64Array(assets.length).fill(1 / assets.length));
  const given = new Map(Object.entries(marketWeights));
  const stranger = [...given.keys()].find((symbol) => !assets.includes(symbol));
  if (stranger !== undefined) {
    return refused('bad-input', `${stranger} is not among the assets.`, `marketWeights.${stranger}`);
  }
  const weights = Float64Array.from(assets, (symbol) => given.get(symbol) ?? UNNAMED);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (!(sum > 0 && Number.isFinite(1 / sum))) {
    return refused('bad-input', `The market weights sum to ${sum}; they must sum to more than 0.`, 'marketWeights');
  }
  return done(weights.map((weight) => weight / sum));
}

/** An asset that a map of weights does not name is not held. */
const UNNAMED = 0;

/** Daily rows of an exchange (252) and of a market that never closes (365) are one third apart. */
const SPACING_RATIO_MAX = 1.3;

function spacingWarning(seen: number | null): readonly string[] {
  if (seen === null) return [];
  const ratio = seen / TRADING_DAYS_PER_YEAR;
  if (ratio < SPACING_RATIO_MAX && ratio > 1 / SPACING_RATIO_MAX) return [];
  return [
    `The dates are about ${Math.round(seen)} a year, and ${TRADING_DAYS_PER_YEAR} were assumed: set periodsPerYear.`,
  ];
}

/** A singular covariance is told by the optimiser, with its rank. */
function covarianceSentence(kind: CovarianceWarning, { observations, instruments }: ReturnsSample): readonly string[] {
  switch (kind) {
    case 'singular':
      return [];
    case 'indefinite':
      return ['The covariance has negative eigenvalues, so no returns can have it.'];
    case 'ill-conditioned':
      return ['The covariance is ill-conditioned: small changes of the data may move the weights a lot.'];
    case 'fewer-observations-than-instruments':
      return [`There are ${observations} returns for ${instruments} assets: the plain sample does not tell all risks.`];
    case 'simpler-model-used':
      return ['The returns do not allow the risk model asked for; a simpler one was used.'];
  }
}
