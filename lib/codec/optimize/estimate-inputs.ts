import { done, type Outcome, refused } from '@/lib/base/outcome';
import { resolveParameters } from '@/lib/quant/features/parameters';
import { RETURN_MODELS } from '@/lib/quant/forecast/return-models';
import type { PricePanel } from '@/lib/quant/market/panel';
import { impliedReturns } from '@/lib/quant/forecast/views/black-litterman';
import { diagonalOf, quadraticForm } from '@/lib/quant/math/matrix';
import { covarianceVerdict } from '@/lib/quant/optimize/validate';
import { nearestCovariance } from '@/lib/quant/risk/repair';
import type { Scenarios } from '@/lib/quant/risk/measures/scenarios';
import type { ReturnsSample } from '@/lib/quant/risk/risk-model';
import type { BeliefChoice } from '@/lib/shared/contracts/belief-choice';
import type { OpinionPool } from '@/lib/shared/contracts/opinion-choice';
import {
  type EstimateInfo,
  type PortfolioInputs,
  MISSING_DEFAULT,
  TRADING_DAYS_PER_YEAR,
} from '@/lib/shared/contracts/portfolio-inputs';
import { type DoorSample, sampleFromPanel, sampleFromReturns } from './complete-sample';
import { throughBelief } from './belief';
import { estimateCovariance } from './estimate-covariance';
import { idleField } from './idle-fields';
import { marketMix, marketSharpe, returnModelOf } from './market-mix';
import { throughOpinions } from './opinions';
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
  | 'missing'
  | 'repair'
  | 'factorReturns'
  | 'riskFreeRate'
  | 'marketWeights'
  | 'marketRiskAversion'
  | 'views'
  | 'viewMethod'
  | 'tau'
  | 'confidence'
  | 'belief'
  | 'opinionPool'
>;

/** Where a request names prices that it does not bring, the caller loads them. */
export function estimateInputs(request: Request, panel: PricePanel | undefined): Outcome<DoorEstimate> {
  const { views, viewMethod, belief, opinionPool } = request;
  const idle = idleField(request);
  if (idle !== undefined) return idle;
  const before = estimateWithoutViews(request, panel);
  if (before.status === 'refused') return before;
  if (belief !== undefined) return believed(belief, before.value);
  if (opinionPool !== undefined) return pooled(request, opinionPool, before.value);
  if (views === undefined) return before;
  const after =
    viewMethod === 'entropy-pooling'
      ? fromScenarios(request, views, before.value)
      : throughBlackLitterman(request, views, before.value);
  if (after.status === 'refused') return after;
  const { info, ...moments } = after.value;
  const model = viewMethod === 'entropy-pooling' ? { returnModel: viewMethod, riskModel: viewMethod } : {};
  return done({ ...before.value, ...moments, info: { ...before.value.info, ...model, views: info } });
}

function pooled(request: Request, pool: OpinionPool, estimate: DoorEstimate): Outcome<DoorEstimate> {
  const { sample, info } = estimate;
  if (sample === undefined || info.periodsPerYear === null) {
    return refused('bad-input', 'Opinions weigh past returns: give prices or returns, not moments.', 'opinionPool');
  }
  const after = throughOpinions(request, pool, sample, info.periodsPerYear);
  if (after.status === 'refused') return after;
  const { info: views, ...moments } = after.value;
  const model = 'opinion-pooling';
  return done({ ...estimate, ...moments, info: { ...info, returnModel: model, riskModel: model, views } });
}

function believed(belief: BeliefChoice, estimate: DoorEstimate): Outcome<DoorEstimate> {
  const { symbols, sample, info } = estimate;
  if (sample === undefined || info.periodsPerYear === null) {
    return refused('bad-input', 'A belief is moved by returns: give prices or returns, not moments.', 'belief');
  }
  const after = throughBelief(belief, symbols, sample, info.periodsPerYear);
  if (after.status === 'refused') return after;
  const { info: said, ...moments } = after.value;
  return done({ ...estimate, ...moments, info: { ...info, returnModel: 'belief', riskModel: 'belief', belief: said } });
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
  if (returns !== undefined)
    return fromSample(request, 'returns', sampleFromReturns(returns, assets, request.factorReturns));
  if (panel === undefined) return refused('bad-input', 'The prices could not be loaded.', 'prices');
  if (request.factorReturns !== undefined) {
    const message = 'Factor returns go with returns, row by row; with prices their days would have to be guessed.';
    return refused('bad-input', message, 'factorReturns');
  }
  return fromSample(request, 'prices', sampleFromPanel(panel, assets));
}

function fromMoments(request: Request, moments: NonNullable<Request['moments']>): Outcome<DoorEstimate> {
  const { assets, returnModel } = request;
  const { expectedReturns, covariance } = moments;
  const n = assets.length;
  if (expectedReturns.length !== n) {
    const message = `There are ${expectedReturns.length} expected returns for ${n} assets.`;
    return refused('bad-input', message, 'moments.expectedReturns');
  }
  if (covariance.length !== n || covariance.some((row) => row.length !== n)) {
    return refused('bad-input', `The covariance must have ${n} rows of ${n} numbers.`, 'moments.covariance');
  }
  const given = new Float64Array(n * n);
  covariance.forEach((row, at) => given.set(row, at * n));
  const { matrix, repair } = request.repair === true ? repairedMatrix(given, assets) : { matrix: given };
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
      ...(repair === undefined ? {} : { repair }),
    },
    warnings:
      implied === undefined
        ? []
        : ['moments.expectedReturns were not used: black-litterman starts from the equilibrium of marketWeights.'],
  });
}

/** What is not symmetric, or has a variance below zero, is no covariance to repair: the optimiser refuses it by name. */
function repairedMatrix(matrix: Float64Array, symbols: readonly string[]) {
  const n = symbols.length;
  const isSymmetric = matrix.every((entry, at) => entry === matrix[(at % n) * n + Math.floor(at / n)]);
  const hasVariances = diagonalOf(matrix).every((variance) => variance >= 0);
  if (!isSymmetric || !hasVariances || covarianceVerdict({ covariance: matrix, symbols }).status === 'valid') {
    return { matrix };
  }
  const { covariance, repair } = nearestCovariance(matrix);
  return { matrix: covariance, repair: { ...repair } };
}

function fromSample(request: Request, source: 'prices' | 'returns', read: Outcome<DoorSample>): Outcome<DoorEstimate> {
  if (read.status === 'refused') return read;
  const { sample, from, to, rowsPerYearSeen } = read.value;
  const { assets, periodsPerYear = TRADING_DAYS_PER_YEAR } = request;
  const returnModel = returnModelOf(request);
  const estimate = estimateCovariance(request, read.value, periodsPerYear);
  if (estimate.status === 'refused') return estimate;
  const { covariance } = estimate.value;
  const expected = expectedReturnsOf(request, sample, covariance);
  if (expected.status === 'refused') return expected;
  const spacing = request.periodsPerYear === undefined ? spacingWarning(rowsPerYearSeen) : [];
  return done({
    symbols: assets,
    expectedReturns: expected.value,
    covariance,
    sample,
    info: {
      source,
      observations: sample.observations,
      from,
      to,
      periodsPerYear,
      returnModel,
      ...estimate.value.info,
    },
    warnings: [...leftOutWarnings(request, read.value), ...spacing, ...estimate.value.warnings],
  });
}

function leftOutWarnings({ missing = MISSING_DEFAULT }: Request, { warnings, sample }: DoorSample): readonly string[] {
  if (missing === 'complete-rows' || warnings.length === 0) return warnings;
  const method = `the covariance on all that ${missing} can use`;
  return [`Expected returns rest on the ${sample.observations} returns that all assets share, ${method}.`];
}

function expectedReturnsOf(request: Request, sample: ReturnsSample, covariance: Float64Array): Outcome<Float64Array> {
  const { periodsPerYear = TRADING_DAYS_PER_YEAR } = request;
  const kind = returnModelOf(request);
  if (kind === 'black-litterman' || kind === 'equilibrium') return equilibriumOf(request, covariance);
  const market = riskyMarket(request, covariance, kind === 'capm');
  if (market.status === 'refused') return market;
  const model = RETURN_MODELS[kind];
  const parameters = resolveParameters(model.parameters, request.returnModel?.parameters ?? {}, request.assets);
  if (parameters.status === 'refused') {
    return refused('bad-input', parameters.message, `returnModel.parameters.${parameters.field ?? ''}`);
  }
  const cashReturn = kind === 'capm' ? (request.riskFreeRate ?? 0) : 0;
  const input = {
    sample: aboveCash(sample, cashReturn / periodsPerYear),
    periodsPerYear,
    annualCovariance: covariance,
    cashReturn,
    policyWeights: market.value,
    policySharpe: marketSharpe(request, market.value, covariance),
  };
  return done(model.estimate(input, parameters.value).expectedReturns);
}

function aboveCash(sample: ReturnsSample, cashPerPeriod: number): ReturnsSample {
  return { ...sample, returns: sample.returns.map((value) => value - cashPerPeriod) };
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
