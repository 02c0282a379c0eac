import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { labMarket } from '@/lib/codec/lab/frontier-market';
import { labStudy } from '@/lib/codec/lab/study';
import { recommendAnswer } from '@/lib/codec/recommend/answer';
import { simulatedMarket } from '@/lib/quant/market/simulated-market';
import type { LabInputs, LabLimits, LabMix, LabStudy } from '@/lib/shared/contracts/frontier-lab';
import { solveByQuadprog } from '../../quant/optimize/oracles';
import { expectClose, TOLERANCE } from '../../../support/close';

const NOT_STOPPED = { report: () => undefined, shouldStop: () => false };

const panel = simulatedMarket({ seed: 'frontier-lab', lastDay: dayNumber(isoDay('2024-06-28')) });
const assets = panel.instruments.filter(({ isInvestable }) => isInvestable).map(({ symbol }) => symbol);
const request = { prices: { simulated: { seed: 'frontier-lab', to: '2024-06-28' } }, assets } as const;

const marketOf = (level: 'conservative' | 'balanced' | 'aggressive') => {
  const outcome = labMarket({ ...request, assets: [...assets] }, panel, level);
  if (outcome.status !== 'done') throw new Error(outcome.message);
  return outcome.value;
};
const market = marketOf('balanced');
const inputs: LabInputs = {
  ...market,
  source: {
    kind: 'simulated',
    label: 'Simulated market',
    isSimulated: true,
    basis: 'total-return',
    firstDay: '2000-01-03',
    lastDay: '2024-06-28',
  },
  planId: null,
  plan: null,
  holdings: null,
};

type SolvedFrontier = Extract<LabStudy['frontier'], { status: 'solved' }>;
type Clash = Extract<LabStudy['frontier'], { status: 'infeasible' }>;

const solved = (limits: LabLimits, from = inputs): SolvedFrontier => {
  const { frontier } = labStudy(from, limits);
  if (frontier.status !== 'solved') throw new Error(JSON.stringify(frontier));
  return frontier;
};
const clash = (limits: LabLimits, from = inputs): Clash => {
  const { frontier } = labStudy(from, limits);
  if (frontier.status !== 'infeasible') throw new Error(frontier.status);
  return frontier;
};
const withClass = (assetClass: string, sides: { min?: number; max?: number }): LabLimits => ({
  ...market.limits,
  classLimits: market.limits.classLimits.map((limit) =>
    limit.assetClass === assetClass ? { ...limit, ...sides } : limit,
  ),
});
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const shareOf = (weights: readonly number[], assetClass: string): number =>
  sum(weights.filter((_, at) => inputs.instruments[at]?.assetClass === assetClass));

const only = (change: Partial<LabLimits>): LabLimits => ({ ...market.limits, ...change });
const { cashReturn, covariance, expectedReturns } = market.moments;
const risky = [...inputs.instruments.keys()].filter((at) => inputs.instruments[at]?.assetClass !== 'cash');

/** Least risk for an expected return by quadprog; the limits are written down again from the page's own numbers. */
function leastVolatility(limits: LabLimits, returnMin: number): number {
  const n = inputs.instruments.length;
  const own = Float64Array.from(risky.flatMap((row) => risky.map((column) => covariance[row * n + column]!)));
  const rows = limits.classLimits.map(({ assetClass, min, max }) => ({
    name: assetClass,
    coefficients: Float64Array.from(risky, (at) => (inputs.instruments[at]?.assetClass === assetClass ? 1 : 0)),
    min,
    max,
  }));
  const means = Float64Array.from(risky, (at) => expectedReturns[at]!);
  const target = returnMin - market.cashWeight * cashReturn;
  const weights = solveByQuadprog(own, new Float64Array(risky.length), {
    budget: 1 - market.cashWeight,
    weightMin: new Float64Array(risky.length),
    weightMax: new Float64Array(risky.length).fill(limits.weightMax),
    rows: [...rows, { name: 'return', coefficients: means, min: target, max: Infinity }],
  });
  if (weights === undefined) throw new Error('quadprog found nothing');
  const variance = sum([...weights].map((w, i) => w * sum([...weights].map((v, j) => v * own[i * risky.length + j]!))));
  return Math.sqrt(variance);
}

describe('the market behind the page', () => {
  // Oracle: the plan's own way to the same numbers, from the same request.
  test('gives the plan the expected return and volatility that the plan states', () => {
    const run = recommendAnswer({ ...request, assets: [...assets] }, panel, NOT_STOPPED);
    if (run.status !== 'done') throw new Error(run.status);
    const plan = run.value.profiles.find(({ profile }) => profile === 'balanced');
    if (plan?.status !== 'solved') throw new Error('no plan');
    const own = { ...inputs, plan: inputs.instruments.map(({ symbol }) => plan.weights[symbol] ?? 0) };
    const yardstick = labStudy(own, market.limits).yardsticks.find(({ id }) => id === 'plan');
    expectClose(yardstick!.expectedReturn, plan.expectedReturn.mean, TOLERANCE.longSum);
    expectClose(yardstick!.volatility, plan.volatility, TOLERANCE.longSum);
    expect(yardstick!.keepsLimits).toBe(true);
  });

  test('says why there is no estimate', () => {
    const short = labMarket(
      { ...request, prices: { simulated: { seed: 'frontier-lab', to: '2024-06-28' } }, assets: ['SIM-GOLD'] },
      panel,
      'balanced',
    );
    expect(short.status).toBe('refused');
  });
});

describe('the frontier', () => {
  test('has the least volatility for each expected return', () => {
    const limits = only({ weightMax: 0.25 });
    const { points } = solved(limits);
    expect(points).toHaveLength(61);
    for (const point of [points[7]!, points[30]!, points[52]!]) {
      expectClose(point.volatility, leastVolatility(limits, point.expectedReturn), TOLERANCE.independentSolver);
    }
  });

  test('keeps the limits, spends all the money, and rises', () => {
    const { points, strategies } = solved(market.limits);
    for (const { weights } of [...points, ...strategies]) {
      expectClose(sum(weights), 1, TOLERANCE.longSum);
      expect(Math.max(...risky.map((at) => weights[at]!))).toBeLessThanOrEqual(market.limits.weightMax + 1e-8);
      for (const { assetClass, min, max } of market.limits.classLimits) {
        expect(shareOf(weights, assetClass)).toBeGreaterThanOrEqual(min - 1e-8);
        expect(shareOf(weights, assetClass)).toBeLessThanOrEqual(max + 1e-8);
      }
    }
    points.slice(1).forEach((point, at) => {
      expect(point.expectedReturn).toBeGreaterThan(points[at]!.expectedReturn);
      expect(point.volatility).toBeGreaterThan(points[at]!.volatility - 1e-9);
    });
  });

  // Oracle: the points, each solved on its own, not along the line.
  test('runs straight from corner to corner', () => {
    const { points, corners } = solved(market.limits);
    expect(corners.length).toBeGreaterThan(3);
    for (const { expectedReturn, weights } of points.slice(1, -1)) {
      const next = corners.findIndex((corner) => corner.expectedReturn >= expectedReturn);
      const [from, to] = [corners[next - 1]!, corners[next]!];
      const share = (expectedReturn - from.expectedReturn) / (to.expectedReturn - from.expectedReturn);
      weights.forEach((weight, at) => {
        const onLine = from.weights[at]! + share * (to.weights[at]! - from.weights[at]!);
        expectClose(weight, onLine, TOLERANCE.independentSolver);
      });
    }
  });

  test('no mix beats the strategies at what each is best at', () => {
    const { points, strategies } = solved(market.limits);
    const own = (id: string) => strategies.find((strategy) => strategy.id === id)!;
    const n = inputs.instruments.length;
    const sharpe = (mix: LabMix) => (mix.expectedReturn - cashReturn) / mix.volatility;
    const diversification = ({ weights, volatility }: LabMix) =>
      sum(weights.map((weight, at) => weight * Math.sqrt(covariance[at * n + at]!))) / volatility;
    for (const mix of [...points, ...strategies]) {
      expect(sharpe(mix)).toBeLessThanOrEqual(sharpe(own('max-sharpe')) + TOLERANCE.independentSolver);
      expect(diversification(mix)).toBeLessThanOrEqual(
        diversification(own('max-diversification')) + TOLERANCE.independentSolver,
      );
      expect(mix.volatility).toBeGreaterThanOrEqual(own('min-variance').volatility - TOLERANCE.independentSolver);
    }
  });

  test('gives one instrument limits of its own', () => {
    const { points } = solved(only({ instrumentLimits: [{ symbol: 'SIM-GOLD', min: 0.1, max: 0.12 }] }));
    const gold = inputs.instruments.findIndex(({ symbol }) => symbol === 'SIM-GOLD');
    for (const { weights } of points) {
      expect(weights[gold]).toBeGreaterThanOrEqual(0.1 - 1e-8);
      expect(weights[gold]).toBeLessThanOrEqual(0.12 + 1e-8);
    }
  });

  // Oracle: the frontier solved again with a little more room.
  test('tells what room on a limit is worth', () => {
    const limits = withClass('equity', { max: 0.3 });
    const [bold, wider] = [solved(limits), solved(withClass('equity', { max: 0.301 }))].map(({ points }) =>
      points.at(-1)!,
    );
    const price = bold!.shadowPrices.find(({ limit }) => limit.kind === 'class' && limit.assetClass === 'equity');
    expect(price?.unit).toBe('expected-return');
    expectClose(price!.gain * 0.1, wider!.expectedReturn - bold!.expectedReturn, TOLERANCE.independentSolver);
  });
});

describe('limits that clash', () => {
  test('too low a maximum is one limit however many instruments it stands on, and opens just enough', () => {
    const { conflict, relaxations } = clash(only({ weightMax: 0.05 }));
    expect(conflict.map(({ kind }) => kind).sort()).toEqual(['invested', 'weight']);
    // 11 instruments in classes of at most 65 %, 65 %, 15 %, 15 % hold 0.05 each, bitcoin 2 %: 95 % need (0.95 - 0.02) / 13 rounded up.
    expect(relaxations).toHaveLength(1);
    expect(relaxations[0]!.changes[0]!.to).toBe(0.072);
    expect(labStudy(inputs, relaxations[0]!.limits).frontier.status).toBe('solved');
  });

  test('an instrument against its class: either may give way', () => {
    const limits = {
      ...withClass('equity', { min: 0, max: 0.2 }),
      instrumentLimits: [{ symbol: 'SIM-USEQ', min: 0.3, max: null }],
    };
    const { conflict, relaxations } = clash(limits);
    expect(conflict).toHaveLength(2);
    expect(conflict).toContainEqual({ kind: 'instrument', symbol: 'SIM-USEQ', side: 'min', value: 0.3 });
    expect(conflict).toContainEqual({ kind: 'class', assetClass: 'equity', side: 'max', value: 0.2 });
    expect(relaxations.map(({ changes }) => changes[0]!.to).sort()).toEqual([0.2, 0.3]);
  });

  test('an instrument asked for in a closed class', () => {
    const { conflict } = clash({
      ...withClass('crypto', { max: 0 }),
      instrumentLimits: [{ symbol: 'SIM-BTC', min: 0.01, max: null }],
    });
    expect(conflict).toContainEqual({ kind: 'class', assetClass: 'crypto', side: 'max', value: 0 });
    expect(conflict).toContainEqual({ kind: 'instrument', symbol: 'SIM-BTC', side: 'min', value: 0.01 });
  });

  test('several clashes at once are opened together', () => {
    const classLimits = market.limits.classLimits.map((limit) => ({ ...limit, min: 0.5 }));
    const { relaxations } = clash(only({ classLimits }));
    expect(relaxations).toHaveLength(1);
    expect(relaxations[0]!.changes.length).toBeGreaterThan(1);
    expect(labStudy(inputs, relaxations[0]!.limits).frontier.status).toBe('solved');
  });

  test('too little trading for the way to the mix', () => {
    const weights = inputs.instruments.map(({ symbol }) => (symbol === 'SIM-BTC' ? 1 : 0));
    const held = { ...inputs, holdings: { accountName: 'Mine', weights, elsewhere: 0 } };
    // 98 % must leave bitcoin, of which 5 % go into cash.
    const { conflict, relaxations } = clash(only({ turnoverMax: 0.5 }), held);
    expect(conflict.some(({ kind }) => kind === 'turnover')).toBe(true);
    expect(relaxations.flatMap(({ changes }) => changes)).toContainEqual({
      limit: { kind: 'turnover', value: 0.5 },
      to: 0.98,
    });
    expect(clash(only({ turnoverMax: 0.01 }), held).conflict.map(({ kind }) => kind)).toContain('turnover');
    expect(solved(only({ turnoverMax: 0.99 }), held).points.length).toBeGreaterThan(1);
  });
});

describe('yardsticks', () => {
  const open: LabLimits = {
    weightMax: 1,
    instrumentLimits: [],
    classLimits: market.limits.classLimits.map(({ assetClass }) => ({ assetClass, min: 0, max: 1 })),
    turnoverMax: null,
  };
  const bitcoin = inputs.instruments.map(({ symbol }) => (symbol === 'SIM-BTC' ? 1 : 0));
  const held = { ...inputs, holdings: { accountName: 'Mine', weights: bitcoin, elsewhere: 0 } };
  const equalWeight = (limits: LabLimits) =>
    labStudy(held, limits).yardsticks.find(({ id }) => id === 'equal-weight')?.keepsLimits;

  // From one of 15 instruments to all of them, 14/15 of the money moves.
  test('are judged by the limits, trading included', () => {
    expect(inputs.instruments).toHaveLength(15);
    expect(equalWeight(open)).toBe(true);
    expect(equalWeight({ ...open, turnoverMax: 0.934 })).toBe(true);
    expect(equalWeight({ ...open, turnoverMax: 0.933 })).toBe(false);
    expect(equalWeight({ ...open, instrumentLimits: [{ symbol: 'SIM-GOLD', min: 0.07, max: null }] })).toBe(false);
    expect(equalWeight({ ...open, weightMax: 0.06 })).toBe(false);
  });

  test('leave out holdings that are mostly somewhere else', () => {
    const ids = (elsewhere: number) =>
      labStudy({ ...held, holdings: { ...held.holdings, elsewhere } }, open).yardsticks.map(({ id }) => id);
    expect(ids(0.01)).toContain('holdings');
    expect(ids(0.5)).not.toContain('holdings');
  });
});
