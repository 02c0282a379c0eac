import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay, isoDayFromNumber } from '@/lib/base/iso-day';
import { recommendAnswer } from '@/lib/codec/recommend/answer';
import { type PricePanel, selectInstruments } from '@/lib/quant/market/panel';
import { simulatedMarket } from '@/lib/quant/market/simulated-market';
import { policyFor } from '@/lib/quant/policy/policy';
import { RecommendAnswer, type RecommendRequest, type SolvedPlan } from '@/lib/shared/contracts/recommend';
import { NO_FIGURE } from '@/lib/shared/format/number';
import { expectClose, TOLERANCE } from '@/tests/support/close';
import { panelOf } from '../../quant/backtest/panels';

const CONTROL = { report: () => undefined, shouldStop: () => false };

const market = simulatedMarket({
  seed: 'answers',
  firstDay: dayNumber(isoDay('2012-01-03')),
  lastDay: dayNumber(isoDay('2017-06-30')),
});

const ASSETS = ['SIM-USEQ', 'SIM-TECH', 'SIM-LTB', 'SIM-ITB', 'SIM-CASH', 'SIM-GOLD', 'SIM-COMM', 'SIM-USD', 'SIM-YEN'];

type Parts = Partial<RecommendRequest>;

const run = (parts: Parts = {}, panel: PricePanel = market) =>
  recommendAnswer({ prices: { file: 'x' }, assets: ASSETS, profiles: ['balanced'], ...parts }, panel, CONTROL);

function answerTo(parts: Parts = {}, panel?: PricePanel): RecommendAnswer {
  const outcome = run(parts, panel);
  if (outcome.status !== 'done') throw new Error(JSON.stringify(outcome));
  expect(RecommendAnswer.safeParse(outcome.value).error).toBeUndefined();
  return outcome.value;
}

function planOf(answer: RecommendAnswer): SolvedPlan {
  const [plan] = answer.profiles;
  if (plan?.status !== 'solved') throw new Error(JSON.stringify(plan));
  return plan;
}

const sentencesOf = (plan: SolvedPlan): string[] => [
  ...plan.drivers.map(({ text }) => text),
  ...plan.backtest.lines.flatMap(({ note }) => note ?? []),
  ...plan.stress.flatMap(({ note }) => note ?? []),
];

describe('sentences of a whole answer', () => {
  test.each<[string, Parts]>([
    ['most return', {}],
    ['least risk', { aim: { kind: 'least-risk' } }],
    ['keep capital', { aim: { kind: 'keep-capital', lossMax: 0.03 } }],
    ['target', { aim: { kind: 'target-return', annualReturn: 0.02 } }],
    [
      'amount',
      { aim: { kind: 'amount-by-date', amount: 11_000, years: 10, startAmount: 10_000, monthlyContribution: 0 } },
    ],
    ['without cash', { exclude: ['SIM-CASH'] }],
    ['a coin without enough history', { assets: [...ASSETS, 'SIM-BTC'], asOf: '2016-06-30' }],
  ])('%s: every figure is there', (_, parts) => {
    const sentences = sentencesOf(planOf(answerTo({ profiles: ['aggressive'], ...parts })));
    expect(sentences.length).toBeGreaterThan(5);
    expect(sentences.filter((text) => text.includes(NO_FIGURE))).toEqual([]);
    // A key is not a sentence: each ends in a full stop and starts with a capital, a figure or a symbol.
    expect(sentences.filter((text) => !/^[A-Z0-9$].* .*\.$/.test(text))).toEqual([]);
  });
});

describe('days and calendars', () => {
  /** The coin with a weekend price after each Friday, on the rows of every day between. */
  function withWeekendRows(): PricePanel {
    const panel = selectInstruments(market, [...ASSETS, 'SIM-BTC', 'SIM-DXY']);
    const n = panel.instruments.length;
    const coin = ASSETS.length;
    const days: number[] = [];
    const rows: number[][] = [];
    panel.days.forEach((day, t) => {
      const row = Array.from(panel.layers.totalReturnIndex.subarray(t * n, (t + 1) * n));
      days.push(day);
      rows.push(row);
      const next = panel.days[t + 1];
      if (next === undefined || next - day < 3 || Number.isNaN(row[coin]!)) return;
      days.push(day + 1);
      rows.push(row.map((price, i) => (i === coin ? price * 1.05 : Number.NaN)));
    });
    // The simulated funds trade on every day of the year; these are to rest at weekends like those of an exchange.
    const instruments = panel.instruments.map((instrument, i) =>
      i === coin ? instrument : { ...instrument, calendar: 'nyse' as const },
    );
    return panelOf(instruments, days, rows);
  }

  // Oracle: the same prices without the coin's weekends; its Monday return is the same whichever way it came about.
  test('a coin’s weekends change nothing in a plan of funds and coin', () => {
    const assets = [...ASSETS, 'SIM-BTC'];
    const mixed = withWeekendRows();
    expect(mixed.dayCount).toBeGreaterThan(market.dayCount + 100);
    const withWeekends = answerTo({ assets }, mixed);
    const without = answerTo({ assets });
    expect(withWeekends.asOf).toBe(without.asOf);
    expect(planOf(withWeekends).weights).toEqual(planOf(without).weights);
    expect(planOf(withWeekends).backtest).toEqual(planOf(without).backtest);
    const said = withWeekends.assumptions.sentences.join(' ');
    expect(said).toContain(`${mixed.dayCount - market.dayCount} days on which the New York Stock Exchange was closed`);
    expect(without.assumptions.sentences.join(' ')).not.toContain('closed');
  });

  test('decided on a Sunday, the answer is as of Friday', () => {
    const mixed = withWeekendRows();
    const row = mixed.days.findIndex((day, t) => t > 1_200 && Number.isNaN(mixed.layers.close[t * 11]!) && day > 0);
    const asOf = isoDayFromNumber(mixed.days[row]!);
    expect(answerTo({ asOf }, mixed).asOf).toBe(isoDayFromNumber(mixed.days[row - 1]!));
  });

  test.each([
    ['weekly', 5],
    ['monthly', 21],
  ])('%s prices are refused, for their risk would be taken for that of days', (_, step) => {
    const n = market.instruments.length;
    const rows = Array.from(market.days.keys()).filter((t) => t % step === 0);
    const sparse = panelOf(
      market.instruments,
      rows.map((t) => market.days[t]!),
      rows.map((t) => Array.from(market.layers.totalReturnIndex.subarray(t * n, (t + 1) * n))),
    );
    expect(run({}, sparse)).toMatchObject({ status: 'refused', field: 'prices' });
  });
});

describe('what the answer claims', () => {
  test('a test shorter than a year puts nothing per year, and says so', () => {
    const lookback = policyFor('balanced').lookbackDays;
    const short = answerTo({ asOf: isoDayFromNumber(market.days[lookback + 60]!) });
    for (const line of planOf(short).backtest.lines) {
      expect(line).toMatchObject({
        status: 'finished',
        annualReturn: null,
        annualVolatility: null,
        sharpe: null,
        turnoverAnnual: null,
      });
      expect(line.note).toContain('shorter than a year');
      expect(line.endValue).not.toBeNull();
    }
    const long = answerTo({ asOf: isoDayFromNumber(market.days[lookback + 300]!) });
    for (const line of planOf(long).backtest.lines) expect(line.annualReturn).not.toBeNull();
  });

  test('the stated mix is over what could be judged, and sums to one', () => {
    const { assumptions, correlations } = answerTo({ assets: [...ASSETS, 'SIM-BTC'], asOf: '2016-06-30' });
    expect(Object.keys(assumptions.policyMix)).toEqual(ASSETS);
    expectClose(
      Object.values(assumptions.policyMix).reduce((sum, share) => sum + share, 0),
      1,
      TOLERANCE.closedForm,
    );
    expect(correlations.symbols).toContain('SIM-DXY');
  });

  test('returns are said to be above cash only where there is cash to take off', () => {
    const sentence = (parts: Parts): string => answerTo(parts).assumptions.sentences.join(' ');
    expect(sentence({})).toContain('daily returns above cash');
    expect(sentence({ exclude: ['SIM-CASH'] })).not.toContain('above cash');
  });

  // A plan refused for one that has no history used to lack weights for it, which was a bug of ours.
  test('an impossible aim with an instrument left out shows the nearest mix of all the others', () => {
    const aim = { kind: 'target-return', annualReturn: 0.5 } as const;
    const [plan] = answerTo({ assets: ['SIM-BTC', ...ASSETS], asOf: '2016-06-30', aim }).profiles;
    expect(plan).toMatchObject({
      status: 'infeasible',
      nearestFeasible: { weights: { 'SIM-BTC': 0, 'SIM-CASH': 0.05 } },
    });
    const nearest = plan?.status === 'infeasible' ? plan.nearestFeasible : null;
    expectClose(
      Object.values(nearest!.weights).reduce((sum, weight) => sum + weight, 0),
      1,
      TOLERANCE.independentSolver,
    );
  });
});

describe('requests that cannot be meant', () => {
  test.each<[string, Parts, string]>([
    ['an unknown symbol', { assets: ['SIM-USEQ', 'NOPE'] }, 'assets.1'],
    ['an index', { assets: ['SIM-USEQ', 'SIM-DXY'] }, 'assets.1'],
    ['a symbol twice', { assets: ['SIM-USEQ', 'SIM-ITB', 'SIM-USEQ'] }, 'assets.2'],
    ['an exclusion twice', { exclude: ['SIM-GOLD', 'SIM-GOLD'] }, 'exclude'],
    ['an exclusion of something else', { exclude: ['SPY'] }, 'exclude'],
    ['too little left', { exclude: ASSETS.slice(1) }, 'exclude'],
    ['a level twice', { profiles: ['balanced', 'balanced'] }, 'profiles'],
    ['a day before all prices', { asOf: '2001-01-01' }, 'asOf'],
  ])('%s', (_, parts, field) => {
    expect(run(parts)).toMatchObject({ status: 'refused', code: 'bad-input', field });
  });
});
