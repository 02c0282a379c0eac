import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { panelFromTable } from '@/lib/codec/prices/panel-from-table';
import { readPriceTable } from '@/lib/codec/prices/read-price-table';
import { tableToCsv } from '@/lib/codec/prices/table-to-csv';
import { recommendAnswer } from '@/lib/codec/recommend/answer';
import { describeInstrument } from '@/lib/quant/market/known-instruments';
import { simulatedMarket, SIMULATED_SEED_DEFAULT } from '@/lib/quant/market/simulated-market';
import { RecommendAnswer, type SolvedPlan } from '@/lib/shared/contracts/recommend';
import { CORE_FILE, hasSharedData, readSharedGzip } from '../support/shared-data';
import { type Facts, independentBacktest, independentPlan, readWide, type Table } from './independent-advice';

/** Two solvers stopped near 1e-9 on a strictly convex problem, then a search for the volatility by halving. */
const WEIGHT_TOLERANCE = 1e-6;
/** Whole steps of a millionth share, money in micro-units and costs settled in another order, over 120 rebalances. */
const VALUE_TOLERANCE = 1e-6;

/** Large enough for the order minimum of 10 to leave no trade of any size out. */
const MONEY = 100_000_000;
const CONTROL = { report: () => undefined, shouldStop: () => false };

interface Case {
  readonly name: string;
  readonly isPresent: boolean;
  readonly text: () => string;
  readonly assets: readonly string[];
  readonly crash: { readonly from: string; readonly to: string };
}

const SIMULATED_LAST_DAY = '2024-06-28';

const CASES: readonly Case[] = [
  {
    name: 'core multi-asset file (needs the shared data)',
    isPresent: hasSharedData(CORE_FILE),
    text: () => readSharedGzip(CORE_FILE),
    assets: ['SPY', 'QQQ', 'IWM', 'TLT', 'IEF', 'SHV', 'GLD', 'DBC', 'FXY', 'UUP'],
    crash: { from: '2020-02-19', to: '2020-03-23' },
  },
  {
    name: 'simulated market',
    isPresent: true,
    text: () =>
      tableToCsv(simulatedMarket({ seed: SIMULATED_SEED_DEFAULT, lastDay: dayNumber(isoDay(SIMULATED_LAST_DAY)) })),
    assets: [
      'SIM-USEQ',
      'SIM-TECH',
      'SIM-SMALL',
      'SIM-LTB',
      'SIM-ITB',
      'SIM-CASH',
      'SIM-GOLD',
      'SIM-COMM',
      'SIM-YEN',
      'SIM-USD',
    ],
    crash: { from: '2020-02-19', to: '2020-03-23' },
  },
];

function answerFor(text: string, assets: readonly string[]): RecommendAnswer {
  const read = readPriceTable(text, { fileName: 'prices.csv' });
  if (read.status !== 'read') throw new Error(read.message);
  const { panel } = panelFromTable(read.goodPart, describeInstrument);
  const run = recommendAnswer({ prices: { file: 'prices.csv' }, assets: [...assets], money: MONEY }, panel, CONTROL);
  if (run.status !== 'done') throw new Error('the recommendation was refused');
  return run.value;
}

const solvedPlans = (answer: RecommendAnswer): SolvedPlan[] =>
  answer.profiles.map((plan) => {
    if (plan.status !== 'solved') throw new Error(`${plan.profile}: ${plan.text}`);
    return plan;
  });

describe.each(CASES)('the recommendation on the $name', ({ isPresent, text, assets, crash }) => {
  describe.skipIf(!isPresent)('against an independent computation', () => {
    let cached: { answer: RecommendAnswer; table: Table; facts: ReadonlyMap<string, Facts> } | undefined;
    const load = () => {
      if (cached !== undefined) return cached;
      const source = text();
      cached = {
        answer: answerFor(source, assets),
        table: readWide(source, assets),
        facts: new Map(assets.map((symbol) => [symbol, describeInstrument(symbol)])),
      };
      return cached;
    };

    test('has the shape of its contract, and three certified plans', () => {
      const { answer } = load();
      expect(RecommendAnswer.safeParse(answer).error).toBeUndefined();
      const plans = solvedPlans(answer);
      expect(plans.map(({ profile }) => profile)).toEqual(['conservative', 'balanced', 'aggressive']);
      for (const { certificate } of plans) {
        expect(Math.max(certificate.dualityGap, certificate.primalResidual, certificate.dualResidual)).toBeLessThan(
          1e-8,
        );
      }
    });

    test('weights, expected return and volatility', () => {
      const { answer, table, facts } = load();
      for (const plan of solvedPlans(answer)) {
        const independent = independentPlan(table, facts, plan.profile);
        for (const symbol of assets) {
          expect(
            Math.abs(plan.weights[symbol]! - independent.weights.get(symbol)!),
            `${plan.profile} ${symbol}`,
          ).toBeLessThan(WEIGHT_TOLERANCE);
        }
        expect(Math.abs(plan.expectedReturn.mean - independent.expectedReturn)).toBeLessThan(WEIGHT_TOLERANCE);
        expect(Math.abs(plan.volatility - independent.volatility)).toBeLessThan(WEIGHT_TOLERANCE);
      }
    });

    test('ten years of backtest, plan and equal weight', () => {
      const { answer, table, facts } = load();
      const plan = solvedPlans(answer)[1]!;
      const { backtest } = plan;
      const endValue = (id: string): number => backtest.lines.find((line) => line.id === id)!.endValue! / MONEY;
      const equal = new Map(assets.map((symbol) => [symbol, 1 / assets.length]));
      const equalEnd = independentBacktest(table, facts, backtest.from, () => equal);
      expect(Math.abs(endValue('equal-weight') / equalEnd - 1)).toBeLessThan(VALUE_TOLERANCE);
      const planEnd = independentBacktest(
        table,
        facts,
        backtest.from,
        (past) => independentPlan(past, facts, 'balanced').weights,
      );
      expect(Math.abs(endValue('plan') / planEnd - 1)).toBeLessThan(VALUE_TOLERANCE);
    });

    test('a crisis in money: the weights bought before it and held through it', () => {
      const { answer, table } = load();
      const at = (day: string): number => table.dates.findLastIndex((date) => date <= day);
      for (const plan of solvedPlans(answer)) {
        const change = assets.reduce((sum, symbol, i) => {
          const ratio = table.rows[at(crash.to)]![i]! / table.rows[at(crash.from)]![i]!;
          return sum + plan.weights[symbol]! * (ratio - 1);
        }, 0);
        const line = plan.stress.find(({ id }) => id === 'covid-2020')!;
        expect(Math.abs(line.moneyChange! - change * MONEY)).toBeLessThan(1e-9 * MONEY);
      }
    });

    test('the worst calendar year of the mix', () => {
      const { answer, table } = load();
      for (const plan of solvedPlans(answer)) {
        const lastOf = (year: number): number => table.dates.findLastIndex((date) => date.startsWith(String(year)));
        const firstYear = Number(table.dates[0]!.slice(0, 4));
        const lastYear = Number(table.dates.at(-1)!.slice(0, 4));
        let worst = { year: 0, return: Infinity };
        for (let year = firstYear + 1; year < lastYear; year++) {
          const change = assets.reduce((sum, symbol, i) => {
            const ratio = table.rows[lastOf(year)]![i]! / table.rows[lastOf(year - 1)]![i]!;
            return sum + plan.weights[symbol]! * (ratio - 1);
          }, 0);
          if (change < worst.return) worst = { year, return: change };
        }
        expect(plan.worstYear!.year).toBe(worst.year);
        expect(plan.worstYear!.return).toBeCloseTo(worst.return, 10);
      }
    });

    test('the same request gives the same bytes', () => {
      const { answer } = load();
      expect(JSON.stringify(answerFor(text(), assets))).toBe(JSON.stringify(answer));
    });
  });
});

describe.skipIf(!hasSharedData(CORE_FILE))('an index on the core file (needs the shared data)', () => {
  test('shows in the correlations, and cannot be held: the substitute is named', () => {
    const read = readPriceTable(readSharedGzip(CORE_FILE), { fileName: 'core.csv' });
    if (read.status !== 'read') throw new Error(read.message);
    const { panel } = panelFromTable(read.goodPart, describeInstrument);
    const request = { prices: { file: 'core.csv' }, assets: ['SPY', 'IEF', 'DXY'] };
    expect(recommendAnswer(request, panel, CONTROL)).toEqual({
      status: 'refused',
      code: 'bad-input',
      field: 'assets.2',
      message: 'DXY is an index and cannot be held. UUP can be held instead.',
    });
    const allowed = recommendAnswer({ ...request, assets: ['SPY', 'IEF', 'SHV'] }, panel, CONTROL);
    if (allowed.status !== 'done') throw new Error('refused');
    const { symbols, matrix } = allowed.value.correlations;
    // The dollar fund follows the dollar index.
    expect(matrix[symbols.indexOf('DXY')]![symbols.indexOf('UUP')]).toBeGreaterThan(0.9);
  });
});
