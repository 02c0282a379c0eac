import { done, type Outcome, refused } from '@/lib/base/outcome';
import type { PricePanel } from '@/lib/quant/market/panel';
import { quantileOfSorted } from '@/lib/quant/math/statistics';
import { covarianceVerdict } from '@/lib/quant/optimize/validate';
import { ENGINES } from '@/lib/quant/planning/simulation/engines';
import type { SimulationInput } from '@/lib/quant/planning/simulation/path-writer';
import { simulate } from '@/lib/quant/planning/simulation/simulate';
import type { SimulationSummary } from '@/lib/quant/planning/simulation/summary';
import type { EngineParameters, RegimeMoments } from '@/lib/quant/planning/simulation/types';
import type { Control } from '@/lib/quant/trading/types';
import { TRADING_DAYS_PER_YEAR } from '@/lib/shared/contracts/portfolio-inputs';
import {
  SIMULATED_ASSET_MONTHS_MAX,
  SIMULATED_MONTHS_MAX,
  type SimulateAnswer,
  type SimulateRequest,
  SIMULATION_PATHS_DEFAULT,
} from '@/lib/shared/contracts/simulate-door';
import { type DoorEstimate, estimateInputs } from '../optimize/estimate-inputs';
import { doorRefusal } from '../optimize/outcome';
import { mixPlanOf } from './mix-plan';
import { moneyPlanOf } from './money-plan';
import { monthlyMarket } from './monthly-market';

const SEED_DEFAULT = 'ballast';
const BANDS_EVERY_MONTHS_DEFAULT = 12;
const MONTHS_PER_YEAR = 12;

/**
 * The `simulate` door.
 *
 * @param panel   the prices that the request names, loaded by the caller
 * @param control asked now and then whether to stop
 */
export function simulateAnswer(
  request: SimulateRequest,
  panel?: PricePanel,
  control?: Control,
): Outcome<SimulateAnswer> {
  const tooLarge = sizeRefusal(request);
  if (tooLarge !== undefined) return tooLarge;
  const plan = mixPlanOf(request);
  if (plan.status === 'refused') return plan;
  const money = moneyPlanOf(request);
  if (money.status === 'refused') return money;
  const estimate = estimateInputs(request, panel);
  if (estimate.status === 'refused') return estimate;
  const { symbols, expectedReturns, covariance, sample, info } = estimate.value;
  const verdict = covarianceVerdict({ covariance, symbols });
  if (verdict.status === 'refused') return doorRefusal(verdict, info);
  const engine = request.engine ?? { kind: sample === undefined ? 'student-t' : 'block-bootstrap' };
  const parameters = parametersOf(engine, symbols.length);
  if (parameters.status === 'refused') return parameters;
  const { inflation, inTodaysMoney, meanYears } = request;
  const input: SimulationInput = {
    engine: engine.kind,
    parameters: parameters.value,
    market: monthlyMarket({ expectedReturns, covariance }, sample, info.periodsPerYear ?? TRADING_DAYS_PER_YEAR),
    plan: plan.value,
    money: money.value,
    inflation: {
      annualRate: inflation?.mean ?? 0,
      annualVolatility: inflation?.volatility ?? 0,
      persistence: inflation?.persistence ?? 0,
    },
    ...(meanYears === undefined ? {} : { meanYears }),
    ...(inTodaysMoney === undefined ? {} : { isShownReal: inTodaysMoney }),
    paths: request.paths ?? SIMULATION_PATHS_DEFAULT,
    seed: request.seed ?? SEED_DEFAULT,
  };
  const outcome = simulate(input, control);
  if (outcome.status === 'stopped') return refused('unavailable', 'The computation was stopped.');
  if (outcome.status === 'not-possible') return refused('bad-input', outcome.message, 'engine');
  return done(answerOf(request, input, outcome, estimate.value));
}

/** A product of the root of a covariance and a normal takes about a fifth of drawing and following an asset for a month. */
const PRODUCT_SHARE = 0.2;

function sizeRefusal(request: SimulateRequest) {
  const { months, paths = SIMULATION_PATHS_DEFAULT } = request;
  if (paths * months > SIMULATED_MONTHS_MAX) {
    const message = `${paths} paths of ${months} months are too many: their product may be ${SIMULATED_MONTHS_MAX}.`;
    return refused('bad-input', message, 'paths');
  }
  const pathsMax = Math.floor(SIMULATED_ASSET_MONTHS_MAX / assetMonthsOfPath(request));
  if (paths <= pathsMax) return undefined;
  const message = `${paths} paths of ${months} months of ${request.assets.length} assets, each on its own, are too many: there may be ${pathsMax}.`;
  return refused('bad-input', message, 'paths');
}

/** What the assets on their own cost a path; a mix that is kept costs one draw a month, whatever is in it. */
function assetMonthsOfPath({ assets, months, rebalanceEveryMonths = 1, engine, meanYears, ...rest }: SimulateRequest) {
  const n = assets.length;
  const correlated = n + (PRODUCT_SHARE * n * (n + 1)) / 2;
  const isRedrawn = engine === undefined ? rest.moments === undefined : engine.kind === 'block-bootstrap';
  const ofMonth = rebalanceEveryMonths === 1 ? 0 : isRedrawn ? n : correlated;
  return months * ofMonth + (meanYears === undefined ? 0 : correlated);
}

type EngineChoice = NonNullable<SimulateRequest['engine']>;

function parametersOf(engine: EngineChoice, size: number): Outcome<EngineParameters> {
  if (engine.kind === 'block-bootstrap') {
    return done(engine.meanBlockMonths === undefined ? {} : { meanBlockMonths: engine.meanBlockMonths });
  }
  if (engine.kind === 'student-t') {
    return done(engine.degreesOfFreedom === undefined ? {} : { degreesOfFreedom: engine.degreesOfFreedom });
  }
  if (engine.kind === 'lognormal' || engine.regimes === undefined) return done({});
  const calm = momentsOf(engine.regimes.calm, size, 'engine.regimes.calm');
  if (calm.status === 'refused') return calm;
  const storm = momentsOf(engine.regimes.storm, size, 'engine.regimes.storm');
  if (storm.status === 'refused') return storm;
  const [calmEnds, stormEnds] = [1 / engine.regimes.calm.meanMonths, 1 / engine.regimes.storm.meanMonths];
  return done({ regimes: { calm: calm.value, storm: storm.value, calmEnds, stormEnds } });
}

type StateMoments = NonNullable<Extract<EngineChoice, { kind: 'regime-switching' }>['regimes']>['calm'];

function momentsOf({ expectedReturns, covariance }: StateMoments, size: number, field: string): Outcome<RegimeMoments> {
  if (expectedReturns.length !== size) {
    const message = `There are ${expectedReturns.length} expected returns for ${size} assets.`;
    return refused('bad-input', message, `${field}.expectedReturns`);
  }
  if (covariance.length !== size || covariance.some((row) => row.length !== size)) {
    return refused('bad-input', `The covariance must have ${size} rows of ${size}.`, `${field}.covariance`);
  }
  const flat = Float64Array.from(covariance.flat());
  const symbols = expectedReturns.map((_, at) => String(at + 1));
  const verdict = covarianceVerdict({ covariance: flat, symbols });
  if (verdict.status === 'refused') return refused('bad-input', verdict.message, `${field}.covariance`);
  return done({
    means: Float64Array.from(expectedReturns, (value) => value / MONTHS_PER_YEAR),
    covariance: flat.map((value) => value / MONTHS_PER_YEAR),
  });
}

const five = (pick: (band: number) => number | undefined) => {
  const [p5, p25, p50, p75, p95] = [0, 1, 2, 3, 4].map((band) => pick(band) ?? Number.NaN);
  return { p5: p5 ?? 0, p25: p25 ?? 0, p50: p50 ?? 0, p75: p75 ?? 0, p95: p95 ?? 0 };
};

function answerOf(
  { bandsEveryMonths = BANDS_EVERY_MONTHS_DEFAULT }: SimulateRequest,
  { engine, money, isShownReal = money.isReal }: SimulationInput,
  summary: SimulationSummary,
  { info, warnings }: DoorEstimate,
): SimulateAnswer {
  const { months, wealthBands, incomeBands, terminal } = summary;
  const shown = Array.from({ length: months + 1 }, (_, month) => month).filter(
    (month) => month % bandsEveryMonths === 0 || month === months,
  );
  const { sorted, mean, standardDeviation } = terminal;
  return {
    success: summary.success,
    terminal: {
      mean,
      standardDeviation,
      p5: quantileOfSorted(sorted, 0.05),
      p25: quantileOfSorted(sorted, 0.25),
      p50: quantileOfSorted(sorted, 0.5),
      p75: quantileOfSorted(sorted, 0.75),
      p95: quantileOfSorted(sorted, 0.95),
    },
    wealth: shown.map((month) => ({ month, ...five((band) => wealthBands[band]?.[month]) })),
    income: Array.from({ length: incomeBands[0]?.length ?? 0 }, (_, year) => ({
      year: year + 1,
      ...five((band) => incomeBands[band]?.[year]),
    })),
    shortfall: summary.shortfall,
    ruin: summary.ruin,
    inTodaysMoney: isShownReal,
    paths: summary.paths,
    bandPaths: summary.bandPaths,
    months,
    engine: { kind: engine, name: ENGINES[engine].name, assumptions: summary.assumptions },
    warnings: [...warnings, ...flooredWarning(summary)],
    estimates: info,
  };
}

function flooredWarning({ flooredMonths, paths, months }: SimulationSummary): readonly string[] {
  if (flooredMonths === 0) return [];
  return [
    `In ${flooredMonths} of ${paths * months} simulated months the engine drew a loss of more than everything; it was taken as the loss of everything.`,
  ];
}
