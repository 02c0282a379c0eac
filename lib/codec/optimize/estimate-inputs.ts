import { done, type Outcome, refused } from '@/lib/base/outcome';
import { resolveParameters } from '@/lib/quant/features/parameters';
import { RETURN_MODELS } from '@/lib/quant/forecast/return-models';
import type { PricePanel } from '@/lib/quant/market/panel';
import { impliedReturns } from '@/lib/quant/forecast/views/black-litterman';
import { quadraticForm } from '@/lib/quant/math/matrix';
import { annualCovariance } from '@/lib/quant/risk/covariance';
import type { Scenarios } from '@/lib/quant/risk/measures/scenarios';
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
import { marketMix, marketSharpe } from './market-mix';
import { throughBlackLitterman, throughEntropyPooling, type ViewedMoments } from './views';

/** What the optimiser needs, made from whichever of prices, returns and moments came. */
export interface DoorEstimate {
  readonly symbols: readonly string[];
  /** Length n, decimal a year. */
  readonly expectedReturns: Float64Array;
  /** Row-major n x n, a year. */
  readonly covariance: Float64Array;
  /** Absent with moments. */
  readonly sample: ReturnsSample | undefined;
  /** Length T: of the returns of the sample, where views have changed them; absent = all alike. */
  readonly probabilities?: Float64Array;
  readonly info: EstimateInfo;
  readonly warnings: readonly string[];
}

/** What measures of loss look at. */
export const scenariosOf = ({ sample, probabilities }: DoorEstimate): Scenarios | undefined =>
  sample === undefined ? undefined : { ...sample, ...(probabilities === undefined ? {} : { probabilities }) };

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
  | 'marketRiskAversion'
  | 'views'
  | 'viewMethod'
  | 'tau'
  | 'confidence'
>;

/** Where a request names prices that it does not bring, the caller loads them. */
export function estimateInputs(request: Request, panel: PricePanel | undefined): Outcome<DoorEstimate> {
  const before = estimateWithoutViews(request, panel);
  if (before.status === 'refused') return before;
  const { views, viewMethod } = request;
  if (views === undefined) return withoutViews(request, before.value);
  const after =
    viewMethod === 'entropy-pooling'
      ? fromScenarios(request, views, before.value)
      : throughBlackLitterman(request, views, before.value);
  if (after.status === 'refused') return after;
  const { info, ...moments } = after.value;
  const model = viewMethod === 'entropy-pooling' ? { returnModel: viewMethod, riskModel: viewMethod } : {};
  return done({ ...before.value, ...moments, info: { ...before.value.info, ...model, views: info } });
}

/** Fields that speak of views have nothing to do without any. */
function withoutViews({ returnModel, viewMethod, tau }: Request, estimate: DoorEstimate): Outcome<DoorEstimate> {
  const idle =
    returnModel?.kind === 'black-litterman' ? 'returnModel' : viewMethod !== undefined ? 'viewMethod' : 'tau';
  if (idle === 'tau' && tau === undefined) return done(estimate);
  return refused('bad-input', `${idle} needs views; there are none.`, idle);
}

function fromScenarios(
  request: Request,
  views: NonNullable<Request['views']>,
  { sample, info }: DoorEstimate,
): Outcome<ViewedMoments> {
  if (sample === undefined || info.periodsPerYear === null) {
    return refused(
      'bad-input',
      'Entropy pooling weighs past returns: give prices or returns, not moments.',
      'viewMethod',
    );
  }
  for (const field of ['returnModel', 'riskModel', 'tau'] as const) {
    if (request[field] === undefined) continue;
    const message = `${field} has nothing to do in entropy pooling, where returns and their probabilities say it all.`;
    return refused('bad-input', message, field);
  }
  return throughEntropyPooling(request, views, sample, info.periodsPerYear);
}

function estimateWithoutViews(request: Request, panel: PricePanel | undefined): Outcome<DoorEstimate> {
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
    if (model === undefined || model.kind === 'black-litterman') continue;
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
  const implied = returnModel === undefined ? undefined : equilibriumOf(request, matrix);
  if (implied?.status === 'refused') return implied;
  return done({
    symbols: assets,
    expectedReturns: implied === undefined ? Float64Array.from(expectedReturns) : implied.value,
    covariance: matrix,
    sample: undefined,
    info: {
      source: 'moments',
      observations: null,
      from: null,
      to: null,
      periodsPerYear: null,
      returnModel: returnModel?.kind ?? null,
      riskModel: null,
    },
    warnings:
      implied === undefined
        ? []
        : ['moments.expectedReturns were not used: black-litterman starts from the equilibrium of marketWeights.'],
  });
}

function fromSample(request: Request, source: 'prices' | 'returns', read: Outcome<DoorSample>): Outcome<DoorEstimate> {
  if (read.status === 'refused') return read;
  const { sample, from, to, rowsPerYearSeen } = read.value;
  const { assets, periodsPerYear = TRADING_DAYS_PER_YEAR } = request;
  const riskModel = request.riskModel?.kind ?? RISK_MODEL_DEFAULT;
  const returnModel = returnModelOf(request);
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

/** Views start from equilibrium unless told otherwise: past means would mostly be noise to disagree with. */
function returnModelOf({ returnModel, views }: Request) {
  return returnModel?.kind ?? (views === undefined ? RETURN_MODEL_DEFAULT : 'black-litterman');
}

function expectedReturnsOf(request: Request, sample: ReturnsSample, covariance: Float64Array): Outcome<Float64Array> {
  const { periodsPerYear = TRADING_DAYS_PER_YEAR } = request;
  const kind = returnModelOf(request);
  if (kind === 'black-litterman' || kind === 'equilibrium') return equilibriumOf(request, covariance);
  const market = riskyMarket(request, covariance, kind === 'capm');
  if (market.status === 'refused') return market;
  const { expectedReturns } = RETURN_MODELS[kind].estimate({
    sample,
    periodsPerYear,
    annualCovariance: covariance,
    cashReturn: 0,
    policyWeights: market.value,
    policySharpe: marketSharpe(request, market.value, covariance),
  });
  return done(expectedReturns);
}

/** The returns, cash included, under which holding the market mix is best. */
function equilibriumOf(request: Request, covariance: Float64Array): Outcome<Float64Array> {
  const market = riskyMarket(request, covariance, true);
  if (market.status === 'refused') return market;
  const riskAversion =
    marketSharpe(request, market.value, covariance) / Math.sqrt(quadraticForm(covariance, market.value));
  const { riskFreeRate = 0 } = request;
  return done(impliedReturns(covariance, market.value, riskAversion).map((premium) => premium + riskFreeRate));
}

function riskyMarket(request: Request, covariance: Float64Array, needsRisk: boolean): Outcome<Float64Array> {
  const market = marketMix(request);
  if (market.status === 'refused' || !needsRisk || quadraticForm(covariance, market.value) > 0) return market;
  return refused('bad-input', 'The market mix has no risk, so it says nothing about returns.', 'marketWeights');
}

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
