import { describe, expect, test } from 'vitest';
import { CONSTRUCTIONS } from '@/lib/quant/optimize/constructions/constructions';
import { LIMIT_KINDS } from '@/lib/quant/optimize/limit-kinds/registry';
import { randomStream } from '@/lib/quant/math/rng';
import { ConstructionChoice } from '@/lib/shared/contracts/construction-choice';
import { LimitChoice } from '@/lib/shared/contracts/limit-choice';
import { type OptimizeAnswer } from '@/lib/shared/contracts/optimize';
import { answerFor, outcomeFor, solvedFor } from '@/tests/support/optimize-door';

/** Three assets on 120 periods: two that move together, and a calm one. */
const ASSETS = ['SPY', 'QQQ', 'TLT'] as const;
const draw = randomStream('choices of the optimize door');
const MARKET = Array.from({ length: 120 }, () => draw.nextNormal());
const series = (slope: number, own: number, mean: number): number[] =>
  MARKET.map((move) => mean + slope * move + own * draw.nextNormal());
const REQUEST = {
  assets: ASSETS,
  returns: {
    series: { SPY: series(0.01, 0.002, 0.0004), QQQ: series(0.013, 0.006, 0.0006), TLT: series(-0.002, 0.004, 0.0001) },
  },
  objective: { kind: 'min-risk', measure: 'variance' },
};

type Parts = Readonly<Record<string, unknown>>;
const answerTo = (parts: Parts): OptimizeAnswer => answerFor({ ...REQUEST, ...parts });

function weightsOf(parts: Parts): readonly number[] {
  const { weights } = solvedFor({ ...REQUEST, ...parts });
  return ASSETS.map((symbol) => weights[symbol] ?? Number.NaN);
}

const kindsOf = ({ options }: typeof LimitChoice | typeof ConstructionChoice): readonly string[] =>
  options.map(({ shape }) => [...shape.kind.values].join());

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const CURRENT = { SPY: 0.5, QQQ: 0.2, TLT: 0.3 };
const AT_MOST = 1e-8;

interface LimitCase {
  readonly kind: string;
  readonly limit: Readonly<Record<string, unknown>>;
  readonly with?: Readonly<Record<string, unknown>>;
  /** What the limit bounds, at the weights SPY, QQQ, TLT; at most zero where it holds. */
  readonly excess: (weights: readonly number[]) => number;
  readonly constraints?: Readonly<Record<string, unknown>>;
}

const weightOf = (weights: readonly number[], at: number): number => weights[at] ?? Number.NaN;

const SAMPLE = { riskModel: { kind: 'sample' } };

/** Each asset's share of the sample variance of a mix, from its covariance with the mix. */
function sharesOf(weights: readonly number[]): readonly number[] {
  const columns = ASSETS.map((symbol) => REQUEST.returns.series[symbol]);
  const apart = columns.map((column) => column.map((entry) => entry - sumOf(column) / column.length));
  const mixed = MARKET.map((_, t) => sumOf(apart.map((column, at) => weightOf(weights, at) * weightOf(column, t))));
  const parts = apart.map((column, at) => weightOf(weights, at) * sumOf(column.map((x, t) => x * weightOf(mixed, t))));
  return parts.map((part) => part / sumOf(parts));
}

/** The least risky mix without a limit holds mostly TLT; each limit here stands against that, so that it has to bind. */
const LIMITS: readonly LimitCase[] = [
  { kind: 'asset-bounds', limit: { symbols: ['TLT'], max: 0.3 }, excess: (w) => weightOf(w, 2) - 0.3 },
  { kind: 'group', limit: { by: 'assetClass', of: 'bond', max: 0.25 }, excess: (w) => weightOf(w, 2) - 0.25 },
  {
    kind: 'beta-exposure',
    limit: { min: 0.9 },
    with: { attributes: { SPY: { beta: 1 }, QQQ: { beta: 1.3 }, TLT: { beta: -0.2 } } },
    excess: (w) => 0.9 - (weightOf(w, 0) + 1.3 * weightOf(w, 1) - 0.2 * weightOf(w, 2)),
  },
  {
    kind: 'factor-exposure',
    limit: { factor: 'growth', min: 0.5 },
    with: {
      attributes: {
        SPY: { factors: { growth: 0.2 } },
        QQQ: { factors: { growth: 1 } },
        TLT: { factors: { growth: 0 } },
      },
    },
    excess: (w) => 0.5 - (0.2 * weightOf(w, 0) + weightOf(w, 1)),
  },
  {
    kind: 'esg-floor',
    limit: { scoreMin: 60 },
    with: { attributes: { SPY: { esgScore: 70 }, QQQ: { esgScore: 65 }, TLT: { esgScore: 40 } } },
    excess: (w) => 60 - (70 * weightOf(w, 0) + 65 * weightOf(w, 1) + 40 * weightOf(w, 2)),
  },
  {
    kind: 'esg-exclusion',
    limit: { scoreMin: 50 },
    with: { attributes: { SPY: { esgScore: 70 }, QQQ: { esgScore: 65 }, TLT: { esgScore: 40 } } },
    excess: (w) => weightOf(w, 2),
  },
  { kind: 'exclusion', limit: { symbols: ['TLT'], reason: 'not wanted' }, excess: (w) => weightOf(w, 2) },
  {
    kind: 'liquidity',
    limit: { participation: 0.1, days: 2 },
    with: {
      portfolioValue: 1_000,
      attributes: { SPY: { dailyValueTraded: 1e4 }, QQQ: { dailyValueTraded: 1e4 }, TLT: { dailyValueTraded: 500 } },
    },
    // A tenth of 500 on each of two days is 100 of 1,000.
    excess: (w) => weightOf(w, 2) - 0.4,
  },
  {
    kind: 'cash-floor',
    limit: { min: 0.4 },
    with: { attributes: { QQQ: { assetClass: 'cash' } } },
    excess: (w) => 0.4 - weightOf(w, 1),
  },
  { kind: 'no-trade', limit: { symbols: ['QQQ'] }, excess: (w) => Math.abs(weightOf(w, 1) - CURRENT.QQQ) },
  {
    kind: 'turnover',
    limit: { max: 0.1 },
    excess: (w) => sumOf(ASSETS.map((symbol, at) => Math.abs(weightOf(w, at) - CURRENT[symbol]))) / 2 - 0.1,
  },
  { kind: 'trade-max', limit: { max: 0.15 }, excess: (w) => Math.abs(weightOf(w, 2) - CURRENT.TLT) - 0.15 },
  {
    kind: 'leverage',
    limit: { grossMax: 1.005 },
    constraints: { weightMin: null },
    excess: (w) => sumOf(w.map(Math.abs)) - 1.005,
  },
  {
    kind: 'tracking-error',
    limit: { benchmarkWeights: { SPY: 1 }, max: 0.02 },
    excess: (w) => (weightOf(w, 0) > 0.8 ? 0 : 1),
  },
  {
    kind: 'active-weight',
    limit: { benchmarkWeights: { SPY: 0.6, TLT: 0.4 }, max: 0.05 },
    excess: (w) => Math.max(Math.abs(weightOf(w, 0) - 0.6), weightOf(w, 1), Math.abs(weightOf(w, 2) - 0.4)) - 0.05,
  },
  { kind: 'holdings', limit: { countMax: 1 }, excess: (w) => w.filter((weight) => weight !== 0).length - 1 },
  { kind: 'risk-contribution', limit: { max: 0.5 }, with: SAMPLE, excess: (w) => Math.max(...sharesOf(w)) - 0.5 },
  {
    kind: 'group-risk-contribution',
    limit: { by: 'assetClass', of: 'bond', max: 0.4 },
    with: SAMPLE,
    excess: (w) => weightOf(sharesOf(w), 2) - 0.4,
  },
  {
    kind: 'cluster-risk-contribution',
    limit: { max: 0.6, clusters: 2 },
    with: SAMPLE,
    excess: (w) => weightOf(sharesOf(w), 2) - 0.6,
  },
];

describe('limits by kind', () => {
  test('the door knows every kind there is, and each has a case here', () => {
    const kinds = Object.keys(LIMIT_KINDS).sort();
    expect([...kindsOf(LimitChoice)].sort()).toEqual(kinds);
    expect(LIMITS.map(({ kind }) => kind).sort()).toEqual(kinds);
  });

  test.each(LIMITS)('$kind holds, and did not without it', ({ kind, limit, with: parts, constraints, excess }) => {
    const given = { currentWeights: CURRENT, ...constraints };
    const free = weightsOf({ ...parts, constraints: given });
    expect(excess(free)).toBeGreaterThan(AT_MOST);
    expect(excess(weightsOf({ ...parts, constraints: { ...given, limits: [{ kind, ...limit }] } }))).toBeLessThan(
      AT_MOST,
    );
  });

  test('a cap on risk that is not proved best gives its weights', () => {
    // Return alone pulls to the bold one; the cap on its share bends the wrong way.
    const limits = [{ kind: 'risk-contribution', max: 0.45 }];
    const answer = answerTo({ ...SAMPLE, objective: { kind: 'max-return' }, constraints: { limits } });
    if (answer.status !== 'not-converged') throw new Error(answer.status);
    const weights = ASSETS.map((symbol) => answer.bestWeights?.[symbol] ?? Number.NaN);
    expect(sumOf(weights)).toBeCloseTo(1, 9);
    expect(Math.max(...sharesOf(weights))).toBeCloseTo(0.45, 8);
  });

  test('what a limit needs and does not find is refused by name', () => {
    const refusal = (parts: Readonly<Record<string, unknown>>): unknown => outcomeFor({ ...REQUEST, ...parts });
    expect(refusal({ constraints: { limits: [{ kind: 'esg-floor', scoreMin: 60 }] } })).toMatchObject({
      status: 'refused',
      field: 'constraints.limits.0',
      message: expect.stringMatching(/SPY has no/) as unknown,
    });
    expect(refusal({ attributes: { GLD: { beta: 1 } } })).toMatchObject({ field: 'attributes.GLD' });
    expect(refusal({ constraints: { currentWeights: { GLD: 1 } } })).toMatchObject({
      field: 'constraints.currentWeights.GLD',
    });
  });

  test('fields of the constraints bind as the same limits by kind do', () => {
    const pairs: readonly (readonly [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>])[] = [
      [{ turnoverMax: 0.1 }, { kind: 'turnover', max: 0.1 }],
      [{ tradeMaxPerAsset: 0.15 }, { kind: 'trade-max', max: 0.15 }],
      [
        { grossMax: 1.005, weightMin: null },
        { kind: 'leverage', grossMax: 1.005 },
      ],
      [{ assetsMax: 1 }, { kind: 'holdings', countMax: 1 }],
      [
        { benchmarkWeights: { SPY: 1 }, trackingErrorMax: 0.02 },
        { kind: 'tracking-error', benchmarkWeights: { SPY: 1 }, max: 0.02 },
      ],
    ];
    for (const [fields, limit] of pairs) {
      const { weightMin = 0 } = fields;
      const base = { currentWeights: CURRENT, weightMin };
      const byKind = weightsOf({ constraints: { ...base, limits: [limit] } });
      expect(weightsOf({ constraints: { ...base, ...fields } }), Object.keys(fields).join()).toEqual(byKind);
    }
  });

  test('a cost of trading keeps the weights nearer to what is held', () => {
    const distance = (w: readonly number[]): number => Math.abs(weightOf(w, 2) - CURRENT.TLT);
    const free = weightsOf({ constraints: { currentWeights: CURRENT } });
    const dear = weightsOf({ constraints: { currentWeights: CURRENT, costPerTrade: 0.005 } });
    const alone = weightsOf({ constraints: { currentWeights: CURRENT, costPerTrade: { TLT: 0.005 } } });
    expect(distance(dear)).toBeLessThan(distance(free) - 0.01);
    expect(distance(alone)).toBeLessThan(distance(free) - 0.01);
  });
});

const SIGNALS = { SPY: 1, QQQ: 2, TLT: -1 };

const CHOICES: readonly Readonly<{ kind: string } & Record<string, unknown>>[] = [
  { kind: 'equal-weight' },
  { kind: 'inverse-volatility' },
  { kind: 'hrp', linkage: 'single' },
  { kind: 'herc', clusters: 2 },
  { kind: 'nco' },
  { kind: 'schur', gamma: 0.5 },
  { kind: 'signal-weighted', signals: SIGNALS },
  { kind: 'sector-rotation', signals: SIGNALS, classes: { SPY: 'stocks', QQQ: 'stocks', TLT: 'bonds' } },
  {
    kind: 'factor-tilt',
    scores: [{ factor: 'value', values: SIGNALS, strength: 0.5 }],
    baseWeights: { SPY: 1, TLT: 1 },
  },
  { kind: 'regression-weighted', benchmarkReturns: REQUEST.returns.series.SPY },
  { kind: 'resampled', objective: { kind: 'min-risk', measure: 'variance' }, resamples: 5, seed: 1 },
  { kind: 'hedge-ratio', held: 'SPY', hedge: 'TLT' },
  { kind: 'pairs', left: 'SPY', right: 'QQQ' },
  { kind: 'volatility-target', targetVolatility: 0.05, cash: 'TLT' },
];

describe('constructions', () => {
  test('the door knows every construction there is, and each has a case here', () => {
    const kinds = Object.keys(CONSTRUCTIONS).sort();
    expect([...kindsOf(ConstructionChoice)].sort()).toEqual(kinds);
    expect(CHOICES.map(({ kind }) => kind).sort()).toEqual(kinds);
  });

  test.each(CHOICES)('$kind gives weights that spend the budget and claims no optimum', (objective) => {
    const budget = objective.kind === 'pairs' ? 0 : 1;
    const constraints = objective.kind === 'pairs' ? { budget, weightMin: null } : { budget };
    const answer = answerTo({ objective, constraints });
    if (answer.status !== 'solved') throw new Error(answer.status);
    expect(answer).toMatchObject({ basis: 'construction', certificate: null });
    expect(sumOf(Object.values(answer.weights))).toBeCloseTo(budget, 9);
  });

  // Oracle: by hand.
  test('by symbol, whatever the order', () => {
    const classes = { TLT: 'bonds', QQQ: 'stocks', SPY: 'stocks' };
    expect(weightsOf({ objective: { kind: 'signal-weighted', signals: SIGNALS } })).toEqual([1 / 3, 2 / 3, 0]);
    expect(weightsOf({ objective: { kind: 'sector-rotation', signals: SIGNALS, classes } })).toEqual([0, 0.5, 0.5]);
    expect(weightsOf({ objective: { kind: 'equal-weight' } })).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  test('an asset without a signal or a class is named', () => {
    const ask = (objective: unknown): unknown => outcomeFor({ ...REQUEST, objective });
    expect(ask({ kind: 'signal-weighted', signals: { SPY: 1 } })).toMatchObject({ field: 'objective.signals' });
    expect(ask({ kind: 'sector-rotation', signals: SIGNALS, classes: { SPY: 'a' } })).toMatchObject({
      message: 'QQQ has no class.',
    });
  });
});

describe('rules and limits', () => {
  const cap = { measure: 'cvar', value: 0.008, confidence: 0.9 };
  const refusal = (parts: Readonly<Record<string, unknown>>): unknown => outcomeFor({ ...REQUEST, ...parts });

  // Mean of the 12 worst of 120 rows, counted here.
  test('a cap on a tail moves a rule to the nearest weights that keep it', () => {
    const objective = { kind: 'equal-weight' };
    const weights = weightsOf({ objective, constraints: { riskMax: [cap] } });
    const losses = MARKET.map(
      (_, row) =>
        -ASSETS.reduce(
          (sum, symbol, at) => sum + weightOf(weights, at) * (REQUEST.returns.series[symbol][row] ?? 0),
          0,
        ),
    );
    const worst = losses.sort((left, right) => right - left).slice(0, 12);
    expect(sumOf(worst) / 12 - cap.value).toBeLessThanOrEqual(AT_MOST);
    expect(weightOf(weights, 1)).toBeLessThan(1 / 3);
    expect(answerTo({ objective, constraints: { riskMax: [{ ...cap, value: 0.001 }] } }).status).toBe('infeasible');
  });

  test.each([
    ['constraints.riskMax', { kind: 'resampled', objective: REQUEST.objective, seed: 1 }, { riskMax: [cap] }],
    ['constraints.ridge', { kind: 'hrp' }, { ridge: 0.1 }],
    ['constraints.costPerTrade', { kind: 'equal-weight' }, { costPerTrade: 0.001 }],
    ['constraints.budget', { kind: 'equal-weight' }, { budget: 0 }],
  ])('%s is refused by name where a rule cannot keep it', (field, objective, constraints) => {
    expect(refusal({ objective, constraints })).toMatchObject({ status: 'refused', code: 'bad-input', field });
  });
});
