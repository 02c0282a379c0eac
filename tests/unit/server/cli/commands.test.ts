import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '@/lib/server/cli/commands';

const commandNamed = (name: string) => {
  const found = COMMANDS.find((command) => command.name === name);
  if (found === undefined) throw new Error(`no command ${name}`);
  return found;
};

const DATES = ['2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05', '2024-01-08'];

const VALID: Readonly<Record<string, unknown>> = {
  recommend: {
    prices: { dates: DATES, series: { SPY: [100, 101, 99, 102, 103], IEF: [90, 91, 90.5, 91, null] } },
    assets: ['SPY', 'IEF'],
    exclude: [],
    profiles: ['balanced'],
    aim: { kind: 'amount-by-date', amount: 100, years: 1, startAmount: 90, monthlyContribution: 0 },
    asOf: '2024-01-08',
    money: 1_000,
    previous: { balanced: { SPY: 1 } },
  },
  optimize: {
    assets: ['A', 'B', 'C'],
    moments: {
      expectedReturns: [0.05, 0.03, 0.01],
      covariance: [
        [0.04, 0.01, 0],
        [0.01, 0.02, 0],
        [0, 0, 0.01],
      ],
    },
    objective: { kind: 'max-utility', measure: 'variance', riskAversion: 3 },
    constraints: {
      budget: 1,
      weightMin: [0, null, -0.5],
      weightMax: 0.8,
      returnMin: 0.02,
      riskMax: [{ measure: 'volatility', value: 0.5 }],
      groups: [{ name: 'both', members: ['A', 'B'], min: 0, max: 0.9 }],
      linear: [{ name: 'tilt', coefficients: { A: 1, C: -1 }, min: null, max: 0.5 }],
    },
  },
  frontier: {
    assets: ['A', 'B'],
    returns: { series: { A: [0.01, -0.02, 0.015, null], B: [0, 0.01, -0.01, 0.02] } },
    periodsPerYear: 12,
    returnModel: { kind: 'equilibrium' },
    riskModel: { kind: 'sample' },
    riskFreeRate: 0.01,
    marketWeights: { A: 0.6, B: 0.4 },
    constraints: { weightMax: 0.9 },
  },
  risk: {
    assets: ['SPY', 'IEF'],
    prices: { dates: DATES, series: { SPY: [100, 101, 99, 102, 103], IEF: [90, 91, 90.5, 91, null] } },
    weights: { SPY: 0.6, IEF: 0.4 },
    classes: { SPY: 'mine' },
    confidence: 0.9,
  },
  stress: {
    assets: ['SPY', 'IEF'],
    prices: { dates: DATES, series: { SPY: [100, 101, 99, 102, 103], IEF: [90, 91, 90.5, 91, null] } },
    weights: { SPY: 0.6, IEF: 0.4 },
    money: 1_000,
    scenarios: ['covid-2020', 'yields-up-2'],
    own: [
      {
        name: 'Mine',
        moves: [
          { class: 'equity', move: -0.2 },
          { factor: 'yield-level', move: 0.01 },
        ],
      },
    ],
  },
  backtest: {
    prices: { dates: DATES, series: { SPY: [100, 101, 99, 102, 103], IEF: [90, 91, 90.5, 91, null] } },
    assets: ['SPY', 'IEF'],
    strategies: [{ id: 'hrp', parameters: { lookbackDays: 30 } }, { weights: { SPY: 0.5 } }],
    from: '2024-01-02',
    startAmount: 1_000,
    benchmark: 'SPY',
    intervals: { samples: 50, meanBlockLength: 2 },
  },
  metrics: {
    returns: [0.01, -0.02, 0.015],
    benchmark: [0.01, 0, 0.01],
    riskFreeRate: 0.02,
    requiredReturn: 0,
    periodsPerYear: 252,
  },
  prices: { file: '/nonexistent/prices.csv' },
};

/** What a caller, a broken client or an attacker might put in the place of any part of a request. */
const NASTY: readonly unknown[] = [
  null,
  undefined,
  true,
  '',
  'SPY',
  'constructor',
  '__proto__',
  '2024-13-01',
  '9999-12-31',
  '../../../etc/passwd',
  0,
  -1,
  1e308,
  -1e308,
  5e-324,
  1e-300,
  2 ** 53,
  Number.NaN,
  Infinity,
  [],
  [[]],
  [null],
  ['SPY', 'SPY'],
  ['toString', 'valueOf'],
  {},
  { kind: 'max-ratio' },
  { kind: 'risk-budget', measure: 'volatility' },
  { kind: 'risk-budget', measure: 'volatility', budgets: { A: 0, B: -1, C: 1e300 } },
  { kind: 'max-return' },
  { kind: 'min-risk', measure: 'variance' },
  { SPY: [1, 2, 3] },
  { simulated: { seed: 'x', to: '2001-02-01' } },
  { simulated: { seed: 'x', to: '9999-12-31' } },
  { set: '0195f9d0-0000-7000-8000-000000000000' },
  { file: '/nonexistent' },
  JSON.parse('{"__proto__": {"polluted": true}}'),
];

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...path, key]))];
}

function replaced(value: unknown, path: Path, put: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return put;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value)
    ? [...(value as unknown[])]
    : { ...(value as object) };
  Object.assign(copy, { [key]: replaced((value as Record<string, unknown>)[String(key)], rest, put) });
  return copy;
}

const isOneSentence = (text: string): boolean =>
  text.length > 0 && text.length < 600 && !/[\n\r]| at .*:\d+:\d+/.test(text);

describe.each(Object.entries(VALID))('%s answers every malformed request with an outcome', (name, valid) => {
  const { run } = commandNamed(name);

  test('one part replaced', async () => {
    for (const path of pathsOf(valid)) {
      for (const put of NASTY) {
        const request = replaced(valid, path, put);
        const outcome = await run(request);
        const where = `${path.join('.')} = ${JSON.stringify(put)}`;
        expect(['done', 'refused'], where).toContain(outcome.status);
        if (outcome.status === 'refused')
          expect(isOneSentence(outcome.message), `${where}: ${outcome.message}`).toBe(true);
      }
    }
  });

  test('anything at all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything({ withNullPrototype: true }), async (request) => {
        const outcome = await run(request);
        expect(outcome.status).toBe('refused');
      }),
      { numRuns: 200 },
    );
  });

  test('a field it does not know is refused by name', async () => {
    const outcome = await run({ ...(valid as object), surprise: 1 });
    expect(outcome).toMatchObject({ status: 'refused' });
    expect(outcome.status === 'refused' && outcome.message).toContain('surprise');
  });
});

describe('the message names the field', () => {
  const prices = { file: 'prices.csv' };
  const recommendation = { prices, assets: ['SPY', 'IEF'] };

  test.each([
    ['inside one of several shapes', { ...recommendation, prices: { ...prices, form: '2015-01-01' } }, '"form"'],
    ['inside one of several shapes, by path', { ...recommendation, prices: { ...prices, to: 'May' } }, 'prices.to: '],
    ['where no shape is meant', { ...recommendation, prices: 'prices.csv' }, 'prices: give one of'],
    ['at the top', { ...recommendation, asof: '2020-01-01' }, '"asof"'],
  ])('%s', async (_, request, part) => {
    const outcome = await commandNamed('recommend').run(request);
    expect(outcome).toMatchObject({
      status: 'refused',
      code: 'bad-input',
      message: expect.stringContaining(part) as string,
    });
  });
});
