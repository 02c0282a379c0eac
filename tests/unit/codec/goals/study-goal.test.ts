import { describe, expect, test } from 'vitest';
import type { GoalMarket } from '@/lib/codec/goals/goal-market';
import { type GoalQuestion, monthsAfter, monthsBetween } from '@/lib/codec/goals/goal-problem';
import { judgeGoal, studyGoal } from '@/lib/codec/goals/study-goal';
import { normalCdf } from '@/lib/quant/math/normal';
import { describeInstrument } from '@/lib/quant/market/known-instruments';
import { valueOfSavings } from '@/lib/quant/policy/required-return';
import type { GoalDocument, GoalStudy } from '@/lib/shared/contracts/goal';

/** A fraction of what the page draws. */
const PATHS = 1_500;

const TODAY = '2026-11-21';

const MARKET: GoalMarket = {
  asOf: '2026-11-20',
  level: 'balanced',
  instruments: ['SPY', 'IEF', 'SHV'].map((symbol) => describeInstrument(symbol)),
  monthly: {
    means: Float64Array.of(0.006, 0.003, 0.002),
    covariance: Float64Array.of(0.0018, 0.0001, 0, 0.0001, 0.0004, 0, 0, 0, 0),
  },
  mixes: {
    conservative: Float64Array.of(0.2, 0.5, 0.3),
    balanced: Float64Array.of(0.5, 0.4, 0.1),
    aggressive: Float64Array.of(0.8, 0.15, 0.05),
  },
  cashMix: Float64Array.of(0, 0, 1),
  meanYears: 5,
};

const HOME: GoalDocument = {
  kind: 'home',
  amount: 40_000,
  date: '2031-11-21',
  startAmount: 20_000,
  monthly: 200,
  priority: 'want',
  mayGive: 'either',
  level: 'balanced',
  incomeYears: 25,
  rule: 'fixed-real',
  engine: 'lognormal',
  isMeanUncertain: false,
  inflation: 0,
  annualFee: 0,
};

const ask = (parts: Partial<GoalDocument> = {}): GoalQuestion => {
  const goal = { ...HOME, ...parts };
  return { goal, today: TODAY, saveMonths: monthsBetween(TODAY, goal.date) };
};

function studyOf(parts: Partial<GoalDocument> = {}): GoalStudy {
  const outcome = studyGoal(ask(parts), MARKET, PATHS);
  if (outcome.status === 'refused') throw new Error(outcome.message);
  return outcome.value;
}

describe('months of a goal', () => {
  // By hand, with the last day of shorter months.
  test.each([
    ['2026-11-21', '2026-12-20', 0],
    ['2026-11-21', '2026-12-21', 1],
    ['2026-11-21', '2031-11-21', 60],
    ['2026-11-21', '2026-10-21', -1],
    ['2026-08-31', '2027-02-28', 6],
    ['2026-08-31', '2027-02-27', 5],
    ['2027-01-31', '2027-02-28', 1],
    ['2028-01-31', '2028-02-28', 0],
    ['2028-01-30', '2028-02-29', 1],
  ])('from %s to %s are %i', (from, to, months) => {
    expect(monthsBetween(from, to)).toBe(months);
  });

  test.each([
    ['2026-11-21', 1, '2026-12-21'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2027-12-31', 2, '2028-02-29'],
    ['2026-11-21', 60, '2031-11-21'],
  ])('%s and %i months is %s', (day, months, later) => {
    expect(monthsAfter(day, months)).toBe(later);
    expect(monthsBetween(day, later)).toBe(months);
  });
});

describe('a goal of an amount', () => {
  const study = studyOf();

  // Oracle: the log-normal closed form of a lump sum, and the savings formula where there is no risk.
  test('the odds of a lump sum are those of the closed form', () => {
    const { odds } = studyOf({ monthly: 0, amount: 22_000 }).verdict;
    const [mean, variance] = [0.0044, 0.25 * 0.0018 + 0.4 * 0.0001 + 0.16 * 0.0004];
    const logVariance = Math.log1p(variance / (1 + mean) ** 2);
    const drift = Math.log(20 / 22) + 60 * (Math.log1p(mean) - logVariance / 2);
    const exact = normalCdf(drift / Math.sqrt(60 * logVariance));
    expect(Math.abs(odds.probability - exact)).toBeLessThan(3 * odds.standardError);
  });

  test('cash saves as the formula says, less fee and inflation', () => {
    const cash = { ...MARKET, mixes: { ...MARKET.mixes, balanced: Float64Array.of(0, 0, 1) } };
    const outcome = studyGoal(ask({ inflation: 0.03, annualFee: 0.01 }), cash, PATHS);
    const growth = (1.002 ** 12 * 0.99) / 1.03;
    const end = valueOfSavings({ startAmount: 20_000, monthlyContribution: 200, years: 5 }, growth - 1);
    expect(outcome).toMatchObject({ status: 'done' });
    if (outcome.status === 'done') expect(Math.abs((outcome.value.bands.p50.at(-1) ?? 0) - end)).toBeLessThan(1);
  });

  test('each thing that would help puts the goal on track', () => {
    const { help, verdict } = study;
    expect(verdict).toMatchObject({ onTrackMin: 0.7, atRiskMin: 0.5 });
    expect(studyOf({ monthly: help.monthly ?? 0 }).verdict.status).toBe('on-track');
    expect(studyOf({ monthly: (help.monthly ?? 0) - 1 }).verdict.odds.probability).toBeLessThan(0.7);
    expect(studyOf({ amount: help.amount ?? 1 }).verdict.status).toBe('on-track');
    expect(studyOf({ amount: (help.amount ?? 1) + 100 }).verdict.odds.probability).toBeLessThan(0.7);
    // A later day is found on paths of its own: sure to a hundredth and a half.
    expect(studyOf({ date: help.date ?? HOME.date }).verdict.odds.probability).toBeGreaterThan(0.66);
  });

  // Oracle: by hand, 20,000 and 200 a month are 31,000 after 55 months without risk and return.
  test('a later day is looked for ten years on, however near the goal is', () => {
    const means = new Float64Array(3);
    const still = { ...MARKET, monthly: { means, covariance: new Float64Array(9) } };
    const dateFor = (amount: number): string | null => {
      const outcome = studyGoal(ask({ amount, date: '2027-11-21' }), still, PATHS);
      return outcome.status === 'done' ? outcome.value.help.date : 'refused';
    };
    expect(dateFor(31_000)).toBe('2031-06-21');
    expect(dateFor(20_000 + 200 * 132)).toBe('2037-11-21');
    expect(dateFor(20_001 + 200 * 132)).toBeNull();
  });

  test('bands are ordered and start from what is there; mixes run from cash to bold', () => {
    const { bands, dates, mixes } = study;
    expect(dates[0]).toBe(TODAY);
    expect(dates.at(-1)).toBe(HOME.date);
    dates.forEach((_, at) => {
      const values = [bands.p5[at], bands.p25[at], bands.p50[at], bands.p75[at], bands.p95[at]].map(Number);
      expect(values).toEqual(values.toSorted((one, other) => one - other));
    });
    expect(bands.p5[0]).toBe(20_000);
    expect(mixes.map(({ id }) => id)).toEqual([
      'cash',
      'cash-conservative',
      'conservative',
      'conservative-balanced',
      'balanced',
      'balanced-aggressive',
      'aggressive',
    ]);
    expect(mixes.map(({ isAboveProfile }) => isAboveProfile)).toEqual([false, false, false, false, false, true, true]);
    // The level's own mix meets the first of the very paths of the goal.
    const own = mixes.find(({ level }) => level === 'balanced')?.odds ?? study.verdict.odds;
    expect(Math.abs(own.probability - study.verdict.odds.probability)).toBeLessThan(4 * own.standardError);
  });

  test('the glide path is never worse than the best mix held, and never bolder than the investor', () => {
    const { glide } = study;
    expect(glide?.odds.probability).toBeGreaterThanOrEqual(glide?.bestFixed.probability ?? 1);
    const stocks = glide?.classes.find(({ assetClass }) => assetClass === 'equity')?.shares ?? [];
    for (const share of stocks) expect(share).toBeLessThanOrEqual(0.5 + 1e-9);
    const sums = glide?.dates.map((_, step) => glide.classes.reduce((sum, { shares }) => sum + (shares[step] ?? 0), 0));
    for (const sum of sums ?? []) expect(sum).toBeCloseTo(1, 2);
  });

  // Oracle: by hand, without risk and return 20,000 and 200 a month are 33,200 after 66 months and 34,400 after 72.
  test.each([
    ['2032-05-21', 33_200, 6],
    ['2031-01-21', 30_000, 17],
  ])('the glide path to %s saves for its own months', (date, end, steps) => {
    const still = { ...MARKET, monthly: { means: new Float64Array(3), covariance: new Float64Array(9) } };
    const oddsFor = (amount: number): (number | undefined)[] => {
      const outcome = studyGoal(ask({ amount, date }), still, PATHS);
      if (outcome.status === 'refused') throw new Error(outcome.message);
      expect(outcome.value.glide?.dates).toHaveLength(steps);
      return [outcome.value.glide?.odds.probability, outcome.value.glide?.bestFixed.probability];
    };
    expect(oddsFor(end)).toEqual([1, 1]);
    expect(oddsFor(end + 1)).toEqual([0, 0]);
  });

  // Oracle: the closed form of a lump sum in the own mix, whatever the length of the last step.
  test('the best mix held has the odds of the whole way', () => {
    const only = { ...MARKET, mixes: { ...MARKET.mixes, conservative: MARKET.mixes.balanced }, cashMix: undefined };
    const outcome = studyGoal(ask({ monthly: 0, amount: 23_000, date: '2032-05-21' }), only, PATHS);
    if (outcome.status === 'refused') throw new Error(outcome.message);
    const [mean, variance] = [0.0044, 0.25 * 0.0018 + 0.4 * 0.0001 + 0.16 * 0.0004];
    const logVariance = Math.log1p(variance / (1 + mean) ** 2);
    const drift = Math.log(20 / 23) + 66 * (Math.log1p(mean) - logVariance / 2);
    const exact = normalCdf(drift / Math.sqrt(66 * logVariance));
    const { probability, standardError } = outcome.value.glide?.bestFixed ?? { probability: 0, standardError: 0 };
    // Quantiles of 4,096 draws move the odds by about as much as the paths do.
    expect(Math.abs(probability - exact)).toBeLessThan(5 * standardError);
  });

  test('doubt about the expected returns has no part in the glide path', () => {
    expect(studyOf({ isMeanUncertain: true }).glide).toEqual(study.glide);
  });

  test('a list judges the same goal alike', () => {
    const judged = judgeGoal(ask(), MARKET, PATHS);
    expect(judged).toEqual({
      status: 'done',
      value: { verdict: study.verdict, monthlyNeeded: study.help.monthly },
    });
  });

  test('doubt about the expected returns widens the bands, and too short a record is not redrawn in silence', () => {
    const width = ({ bands }: GoalStudy): number => (bands.p95.at(-1) ?? 0) - (bands.p5.at(-1) ?? 0);
    expect(width(studyOf({ isMeanUncertain: true }))).toBeGreaterThan(width(study));
    expect(studyOf({ engine: 'block-bootstrap' }).assumptions).toMatchObject({
      engine: 'Fat tails (multivariate t)',
      engineFallback: expect.stringMatching(/^There are 0 months of shared prices/) as string,
    });
  });
});

describe('a retirement', () => {
  const retirement = {
    kind: 'retirement',
    incomeYears: 8,
    amount: 1_200,
    date: '2027-11-21',
    priority: 'need',
    monthly: 0,
  } as const;

  test('has incomes year by year, and an order of returns that matters', () => {
    const study = studyOf(retirement);
    expect(study.incomes?.p50).toHaveLength(8);
    expect(study.incomes?.p50[0]).toBe(1_200);
    expect(study.glide).toBeNull();
    expect(study.sequence?.map(({ order }) => order)).toEqual(['worst-first', 'even', 'best-first']);
    const ends = study.sequence?.map(({ wealth }) => wealth.at(-1) ?? 0) ?? [];
    expect(ends).toEqual(ends.toSorted((one, other) => one - other));
  });

  // Oracle: by hand, without risk and return 20,000 and 200 a month are 27,400 on the first day, 37 months on.
  test('the order of returns starts from the money of the first day itself', () => {
    const still = { ...MARKET, monthly: { means: new Float64Array(3), covariance: new Float64Array(9) } };
    const outcome = studyGoal(ask({ ...retirement, date: '2029-12-21', incomeYears: 25, monthly: 200 }), still, PATHS);
    if (outcome.status === 'refused') throw new Error(outcome.message);
    for (const { wealth } of outcome.value.sequence ?? []) expect(wealth[0]).toBe(27_400);
    const { dates, bands } = outcome.value;
    expect(bands.p50[dates.indexOf('2029-12-21')]).toBe(27_400);
    expect(dates).toEqual(dates.toSorted());
  });

  test('a day between whole months that is well enough is no sooner one', () => {
    const date = '2027-12-01';
    expect(studyOf({ ...retirement, date, amount: 100 }).help.date).toBe(date);
    const covariance = new Float64Array(9);
    const still = { ...MARKET, monthly: { means: new Float64Array(3), covariance } };
    const outcome = studyGoal(ask({ date, amount: 20_000 + 200 * 12 }), still, PATHS);
    expect(outcome).toMatchObject({ value: { help: { date } } });
  });

  test('the income that can be afforded is on track, and a little more is not', () => {
    const wanted = { ...retirement, amount: 3_000 };
    const { help } = studyOf(wanted);
    expect(studyOf({ ...wanted, amount: (help.amount ?? 0) * 0.95 }).verdict.status).toBe('on-track');
    expect(studyOf({ ...wanted, amount: (help.amount ?? 0) * 1.1 }).verdict.status).not.toBe('on-track');
    expect(studyOf({ ...wanted, monthly: help.monthly ?? 0 }).verdict.status).toBe('on-track');
  });
});
