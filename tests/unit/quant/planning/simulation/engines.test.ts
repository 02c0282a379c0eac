import { describe, expect, test } from 'vitest';
import { normalCdf } from '@/lib/quant/math/normal';
import { studentTCdf } from '@/lib/quant/math/student-t';
import { ENGINES, type EngineId } from '@/lib/quant/planning/simulation/engines';
import { BLOCK_PATHS, pathWriter, type SimulationInput } from '@/lib/quant/planning/simulation/path-writer';
import {
  mergeSimulation,
  runSimulationPart,
  simulate,
  splitSimulation,
} from '@/lib/quant/planning/simulation/simulate';
import type { SimulationSummary } from '@/lib/quant/planning/simulation/summary';
import { randomStream } from '@/lib/quant/math/rng';
import { regimesOfMarket } from '@/lib/quant/planning/simulation/regimes-of-market';
import { expectClose, TOLERANCE } from '../../../../support/close';
import { HALVES, simulation, TEST_PATHS } from './requests';

const ENGINE_IDS = Object.keys(ENGINES) as EngineId[];

/** Sixty months of two instruments that move together, calm and stormy by turns. */
const ROWS = Float64Array.from({ length: 120 }, (_, at) => {
  const month = Math.floor(at / 2);
  const size = month % 12 < 3 ? 0.06 : 0.02;
  return size * Math.sin(month * 1.7 + (at % 2)) + 0.004;
});

function summaryOf(input: SimulationInput): SimulationSummary {
  const outcome = simulate(input);
  if (outcome.status !== 'simulated') throw new Error(outcome.status);
  return outcome;
}

/** The first `months` returns of each path, row-major. */
function returnsOf(input: SimulationInput): Float64Array[] {
  const outcome = pathWriter(input);
  if (outcome.status !== 'ready') throw new Error(outcome.message);
  const months = input.plan.mixOfMonth.length;
  return Array.from({ length: input.paths }, (_, path) => {
    if (path % BLOCK_PATHS === 0) outcome.writer.startBlock(path / BLOCK_PATHS);
    const returns = new Float64Array(months);
    outcome.writer.next(returns, new Float64Array(months + 1));
    return returns;
  });
}

/** |sample mean - expected| in standard errors of the mean. */
function errorsAway(values: readonly number[], expected: number): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return Math.abs(mean - expected) / Math.sqrt(variance / values.length);
}

const product = (returns: readonly Float64Array[], one: number, other: number, mean: number): number[] =>
  returns.map((path) => ((path[one] ?? Number.NaN) - mean) * ((path[other] ?? Number.NaN) - mean));

describe('lognormal odds', () => {
  const months = 40;
  const logVariance = Math.log1p(HALVES.variance / (1 + HALVES.mean) ** 2);
  const logMean = Math.log1p(HALVES.mean) - logVariance / 2;

  // Oracle: ln W is normal, so P(W >= K) = N((ln(S / K) + T m) / (s sqrt T)).
  test.each([
    ['a', 0.95],
    ['b', 1.1],
    ['c', 1.25],
    ['d', 1.5],
  ])('of a lump sum are those of the closed form (seed %s, goal %d)', (seed, target) => {
    const { success } = summaryOf(simulation(months, { seed }, { startAmount: 1, startBasis: 1, target }));
    const exact = normalCdf((-Math.log(target) + months * logMean) / Math.sqrt(months * logVariance));
    expect(Math.abs(success.probability - exact)).toBeLessThan(3 * success.standardError);
  });

  // Oracle: with W' = g W + c, E W' = E g E W + c and E W'^2 = E g^2 E W^2 + 2 c E g E W + c^2.
  test.each(['a', 'b', 'c'])('contributions have the mean and spread of the closed form (seed %s)', (seed) => {
    const depositsNominal = new Float64Array(months).fill(100);
    const { terminal } = summaryOf(simulation(months, { seed }, { startAmount: 5_000, depositsNominal }));
    let mean = 5_000;
    let square = 5_000 ** 2;
    for (let month = 0; month < months; month++) {
      square = square * ((1 + HALVES.mean) ** 2 + HALVES.variance) + 200 * mean * (1 + HALVES.mean) + 100 ** 2;
      mean = mean * (1 + HALVES.mean) + 100;
    }
    const deviation = Math.sqrt(square - mean * mean);
    expect(Math.abs(terminal.mean - mean)).toBeLessThan((3 * deviation) / Math.sqrt(TEST_PATHS));
    expectClose(terminal.standardDeviation, deviation, 0.03);
  });
});

describe('student t', () => {
  // Oracle: a mix of multivariate t returns is t: P(r >= k) = T((m - k) / (s sqrt((df - 2) / df))).
  test.each([
    ['the mix', 1],
    ['its instruments', 0],
  ])('odds of one month of %s are those of the t distribution', (_, rebalanceEveryMonths) => {
    for (const [seed, target] of [
      ['a', 0.95],
      ['b', 0.99],
      ['c', 1.03],
    ] as const) {
      const base = simulation(1, { engine: 'student-t', seed, parameters: { degreesOfFreedom: 4 } });
      const plan = { ...base.plan, rebalanceEveryMonths };
      const { success } = summaryOf({ ...base, plan, money: { ...base.money, startAmount: 1, target } });
      const scale = Math.sqrt(HALVES.variance / 2);
      const exact = studentTCdf((1 + HALVES.mean - target) / scale, 4);
      expect(Math.abs(success.probability - exact), seed).toBeLessThan(3 * success.standardError);
    }
  });

  test('more than everything cannot be lost, and how often that was so is said', () => {
    const wild = simulation(12, { engine: 'student-t', parameters: { degreesOfFreedom: 2.2 } });
    const covariance = Float64Array.of(0.5, 0, 0, 0.5);
    const summary = summaryOf({
      ...wild,
      market: { ...wild.market, covariance },
      money: { ...wild.money, startAmount: 1 },
    });
    expect(summary.flooredMonths).toBeGreaterThan(0);
    expect(summary.terminal.sorted[0]).toBe(0);
    // Of a single holding the loss is the whole's, however often it is brought back to its mix.
    const alone = (rebalanceEveryMonths: number): SimulationInput => ({
      ...wild,
      market: { means: Float64Array.of(0.006), covariance: Float64Array.of(0.5) },
      plan: { weights: Float64Array.of(1), mixOfMonth: new Int32Array(1), rebalanceEveryMonths },
      money: { ...wild.money, depositsNominal: new Float64Array(1), depositsReal: new Float64Array(1) },
    });
    expect(summaryOf(alone(0)).flooredMonths).toBe(summaryOf(alone(1)).flooredMonths);
  });
});

describe('regime switching', () => {
  const calm = { means: Float64Array.of(0.01, 0.005), covariance: Float64Array.of(0.0009, 0, 0, 0.0001) };
  const storm = { means: Float64Array.of(-0.02, 0), covariance: Float64Array.of(0.01, 0.002, 0.002, 0.001) };
  const regimes = { calm, storm, calmEnds: 0.05, stormEnds: 0.2 };
  const [calmMean, stormMean] = [0.0075, -0.01];
  const [calmVariance, stormVariance] = [0.00025, 0.00375];
  const share = 0.2;
  const mean = (1 - share) * calmMean + share * stormMean;

  // Oracle: the chain starts from its long-run shares, so every month has the moments of the mixture, and two months
  // k apart covary by share (1 - share) (1 - p - q)^k times the square of the gap between the means.
  test.each([1, 0])('months have the moments of the mixture (rebalanced %i)', (rebalanceEveryMonths) => {
    const base = simulation(24, { engine: 'regime-switching', parameters: { regimes } });
    const returns = returnsOf({ ...base, plan: { ...base.plan, rebalanceEveryMonths } });
    const ofMonth = (month: number): number[] => returns.map((path) => path[month] ?? Number.NaN);
    expect(errorsAway(ofMonth(0), mean)).toBeLessThan(3);
    if (rebalanceEveryMonths === 0) return;
    expect(errorsAway(ofMonth(23), mean)).toBeLessThan(3);
    const between = share * (1 - share) * (calmMean - stormMean) ** 2;
    const variance = (1 - share) * calmVariance + share * stormVariance + between;
    expect(errorsAway(product(returns, 20, 20, mean), variance)).toBeLessThan(3);
    expect(errorsAway(product(returns, 20, 22, mean), between * 0.75 ** 2)).toBeLessThan(3);
  });

  test('regimes made from a market have together its means and covariance', () => {
    const base = simulation(3, { engine: 'regime-switching' });
    const returns = returnsOf(base);
    expect(errorsAway(product(returns, 1, 1, HALVES.mean), HALVES.variance)).toBeLessThan(3);
    const recorded = returnsOf({ ...base, market: { ...base.market, rows: ROWS } });
    expect(errorsAway(product(recorded, 1, 1, HALVES.mean), HALVES.variance)).toBeLessThan(3);
  });
});

describe('regimes made from a record', () => {
  // Oracle: months made by a chain of known chances; 1,200 of them tell its parts to about a tenth.
  test('find the chain that made it', () => {
    const rng = randomStream('chain');
    let isStorm = false;
    const rows = Float64Array.from({ length: 2 * 1_200 }, (_, at) => {
      if (at % 2 === 0) isStorm = rng.nextUniform() < (isStorm ? 1 - 1 / 6 : 1 / 24);
      return (isStorm ? -0.01 : 0.01) + (isStorm ? 0.06 : 0.02) * rng.nextNormal();
    });
    const { means } = simulation(1).market;
    const market = { means, covariance: Float64Array.of(0.0012, 0.0001, 0.0001, 0.0012), rows };
    const { calm, storm, calmEnds, stormEnds, isFitted } = regimesOfMarket(market);
    expect(isFitted).toBe(true);
    expect(1 / calmEnds).toBeGreaterThan(16);
    expect(1 / calmEnds).toBeLessThan(36);
    expect(1 / stormEnds).toBeGreaterThan(4);
    expect(1 / stormEnds).toBeLessThan(9);
    const ratio = (storm.covariance[0] ?? 0) / (calm.covariance[0] ?? 1);
    expect(ratio).toBeGreaterThan(6);
    expect(ratio).toBeLessThan(12.001);
    const share = calmEnds / (calmEnds + stormEnds);
    for (const i of [0, 1]) {
      const gap = (storm.means[i] ?? 0) - (calm.means[i] ?? 0);
      expect(Math.abs(gap + 0.02)).toBeLessThan(0.015);
      expectClose((1 - share) * (calm.means[i] ?? 0) + share * (storm.means[i] ?? 0), means[i] ?? 0, 1e-12);
      const total =
        (1 - share) * (calm.covariance[3 * i] ?? 0) +
        share * (storm.covariance[3 * i] ?? 0) +
        share * (1 - share) * gap ** 2;
      expectClose(total, 0.0012, 1e-12);
    }
  });

  test('are the stated ones where there is no record', () => {
    expect(regimesOfMarket(simulation(1).market)).toMatchObject({
      isFitted: false,
      calmEnds: 1 / 18,
      stormEnds: 1 / 6,
    });
  });
});

describe('block bootstrap', () => {
  const meanBlockMonths = 4;
  const base = simulation(8, { engine: 'block-bootstrap', parameters: { meanBlockMonths } });
  const input = { ...base, market: { ...base.market, rows: ROWS } };
  const past = Array.from({ length: 60 }, (_, row) => ((ROWS[2 * row] ?? 0) + (ROWS[2 * row + 1] ?? 0)) / 2);
  const pastMean = past.reduce((sum, value) => sum + value, 0) / 60;
  const circular = (lag: number): number =>
    past.reduce((sum, value, row) => sum + (value - pastMean) * ((past[(row + lag) % 60] ?? 0) - pastMean), 0) / 60;

  // Oracle: a month is any row with equal chance; k months later the block still runs with chance (1 - 1 / b)^k.
  test.each([0, 1, 2])('months %i apart covary as the scheme says exactly', (lag) => {
    const returns = returnsOf(input);
    const exact = (1 - 1 / meanBlockMonths) ** lag * circular(lag);
    expect(errorsAway(product(returns, 3, 3 + lag, HALVES.mean), exact)).toBeLessThan(3);
  });

  test('the rows are moved to the means of the market', () => {
    const returns = returnsOf(input);
    expect(
      errorsAway(
        returns.map((path) => path[7] ?? Number.NaN),
        HALVES.mean,
      ),
    ).toBeLessThan(3);
  });

  test('too short a record is refused', () => {
    const market = { ...base.market, rows: ROWS.subarray(0, 20) };
    expect(simulate({ ...base, market })).toMatchObject({ status: 'not-possible' });
  });
});

describe('every engine', () => {
  const months = 18;
  const inputOf = (engine: EngineId): SimulationInput => {
    const depositsReal = new Float64Array(months).fill(10);
    const base = simulation(months, { engine, paths: 1_500 }, { startAmount: 1_000, depositsReal, target: 1_250 });
    const inflation = { annualRate: 0.02, annualVolatility: 0.015, persistence: 0.6 };
    return { ...base, inflation, market: { ...base.market, rows: ROWS } };
  };

  test.each(ENGINE_IDS)('%s gives the same bits from one, two and three parts', (engine) => {
    const input = inputOf(engine);
    const whole = simulate(input);
    for (const parts of [2, 3]) {
      const results = splitSimulation(input, parts).map((part) => {
        const outcome = runSimulationPart(input, part);
        if (outcome.status !== 'done') throw new Error(outcome.status);
        return outcome.result;
      });
      expect({ status: 'simulated', ...mergeSimulation(input, results) }).toEqual(whole);
    }
    expect(simulate({ ...input, seed: 'other' })).not.toEqual(whole);
  });

  // Oracle: a record of Y years leaves the mean with variance s^2 / (12 Y), shared by all months of a path.
  test.each(ENGINE_IDS)('%s draws its own means for each path where they are not sure', (engine) => {
    const returns = returnsOf({ ...inputOf(engine), paths: TEST_PATHS, meanYears: 0.5 });
    const sure = returnsOf({ ...inputOf(engine), paths: TEST_PATHS });
    const extra = product(returns, 2, 17, HALVES.mean).map(
      (value, path) => value - (product([sure[path] ?? new Float64Array(months)], 2, 17, HALVES.mean)[0] ?? 0),
    );
    expect(errorsAway(extra, HALVES.variance / 6)).toBeLessThan(3);
  });

  // Oracle: without risk each instrument compounds at its mean: held, they are worth sum w (1 + m)^T.
  test.each(['student-t', 'regime-switching', 'lognormal'] as const)('%s lets holdings drift', (engine) => {
    const base = simulation(24, { engine, paths: 256 }, { startAmount: 1 });
    const market = { ...base.market, covariance: new Float64Array(4) };
    const held = summaryOf({ ...base, market, plan: { ...base.plan, rebalanceEveryMonths: 0 } });
    expectClose(held.terminal.mean, (1.006 ** 24 + 1.003 ** 24) / 2, TOLERANCE.longSum);
    const yearly = summaryOf({ ...base, market, plan: { ...base.plan, rebalanceEveryMonths: 12 } });
    expectClose(yearly.terminal.mean, ((1.006 ** 12 + 1.003 ** 12) / 2) ** 2, TOLERANCE.longSum);
  });
});
