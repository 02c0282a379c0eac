import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { runBacktest } from '@/lib/quant/backtest/run-backtest';
import type { BacktestFinished } from '@/lib/quant/backtest/types';
import type { PricePanel } from '@/lib/quant/market/panel';
import { runAgainst } from '@/lib/server/compute/backtest/against';
import { backtestTask } from '@/lib/server/compute/backtest-task';
import type { AgainstAttribution, BacktestAgainst } from '@/lib/shared/contracts/backtest-against';
import { expectClose, TOLERANCE } from '../../../support/close';
import { replaySetting, resultOf, SIX_INSTRUMENTS, UNWATCHED } from '../../../support/replays';
import { panelOf, randomPanel, weekdaysFrom } from '../../quant/backtest/panels';
import { backtestRequest, finished, fixedWeights } from '../../quant/backtest/requests';
import { testInstrument } from '../../quant/trading/instruments';

const DAYS = weekdaysFrom(2015, 1, 1, 1_400);
const PANEL = randomPanel(SIX_INSTRUMENTS, DAYS, 9);

const runOf = (panel: PricePanel, ...weights: number[]): BacktestFinished =>
  finished(runBacktest(backtestRequest(panel, { strategy: fixedWeights(...weights) })));

function compared(panel: PricePanel, run: BacktestFinished, rival: BacktestFinished): BacktestAgainst {
  const yardstick = { name: 'Rival', run: rival };
  return runAgainst({ run, panel, rivals: [yardstick], yardstick });
}

const figuresOf = ({ lines }: BacktestAgainst, line = 0): Record<string, number | null> =>
  Object.fromEntries(lines[line]!.figures!.values.map(({ id, value }) => [id, value]));

const effectsOf = ({ classes }: AgainstAttribution): number =>
  classes.reduce((sum, part) => sum + part.allocation + part.selection + part.interaction, 0);

// Oracle: by definition. Whoever walks the same path captures all of it, is never ahead and adds nothing.
test('a line that is its own rival', () => {
  const run = runOf(PANEL, 0.3, 0.3, 0.1, 0.1, 0.1, 0.1);
  const against = compared(PANEL, run, run);
  const { benchmarkHitRate, upCapture, downCapture, beta, alpha, trackingError, informationRatio } = figuresOf(against);
  expect([benchmarkHitRate, upCapture, downCapture, trackingError, informationRatio]).toEqual([0, 1, 1, 0, null]);
  expectClose(beta!, 1, TOLERANCE.closedForm);
  expectClose(alpha!, 0, TOLERANCE.closedForm);
  const { classes, other, ownReturn, benchmarkReturn } = against.lines[0]!.attribution;
  for (const { allocation, selection, interaction } of classes)
    for (const effect of [allocation, selection, interaction, other]) expectClose(effect, 0, TOLERANCE.longSum);
  expect(ownReturn).toBe(benchmarkReturn);
  for (const { totalReturn, benchmarkTotalReturn } of against.regimes.rows)
    expect(totalReturn).toBe(benchmarkTotalReturn);
});

describe('a finished test', () => {
  const { runs, detail } = resultOf(backtestTask({ ...replaySetting(PANEL), calendar: 'monthly' }, UNWATCHED));
  const against = detail!.against!;
  const [own, equal, sixty] = runs;

  test('stands beside the two rules that anyone can follow', () => {
    expect(against.lines.map(({ name }) => name)).toEqual(['Equal weight', '60/40']);
    expect(against.regimes).toMatchObject({ market: 'stocks', against: 'Equal weight' });
  });

  // Oracle: the months that are stored beside it, counted and compounded here.
  test.each([
    [0, equal!],
    [1, sixty!],
  ])('hit rate and captures are those of the full months, line %i', (line, rival) => {
    const pairs = own!.monthReturns.map((value, m) => ({ own: value, rival: rival.monthReturns[m]! })).slice(1, -1);
    const { benchmarkHitRate, upCapture, downCapture } = figuresOf(against, line);
    expect(against.lines[line]!.figures!.months).toBe(pairs.length);
    expectClose(
      benchmarkHitRate!,
      pairs.filter((pair) => pair.own > pair.rival).length / pairs.length,
      TOLERANCE.closedForm,
    );
    const capture = (sign: number): number => {
      const chosen = pairs.filter((pair) => pair.rival * sign > 0);
      const annual = (side: 'own' | 'rival'): number =>
        chosen.reduce((growth, pair) => growth * (1 + pair[side]), 1) ** (12 / chosen.length) - 1;
      return annual('own') / annual('rival');
    };
    expectClose(upCapture!, capture(1), TOLERANCE.longSum);
    expectClose(downCapture!, capture(-1), TOLERANCE.longSum);
  });

  test('every figure has an interval around it, and the same test draws the same ones', () => {
    for (const { value, interval } of against.lines[0]!.figures!.values) {
      expect(interval!.low).toBeLessThan(value!);
      expect(interval!.high).toBeGreaterThan(value!);
    }
    const again = resultOf(backtestTask({ ...replaySetting(PANEL), calendar: 'monthly' }, UNWATCHED));
    expect(again.detail!.against).toEqual(against);
  });

  test('the returns that are taken apart are those of the lines, and charges are a small part', () => {
    for (const [line, rival] of [equal!, sixty!].entries()) {
      const { attribution } = against.lines[line]!;
      expect(attribution.isYearly).toBe(true);
      expectClose(attribution.ownReturn, own!.metrics.annualReturn!, TOLERANCE.longSum);
      expectClose(attribution.benchmarkReturn, rival.metrics.annualReturn!, TOLERANCE.longSum);
      // Five basis points on what is traded each month are below half a per cent a year; no class may hide in them.
      expect(Math.abs(attribution.other)).toBeLessThan(0.005);
      const whole = attribution.ownReturn - attribution.benchmarkReturn;
      expectClose(effectsOf(attribution) + attribution.other, whole, TOLERANCE.longSum);
    }
  });

  test('what the classes moved and what they did not sum to the return above cash', () => {
    const { factors } = against;
    if (factors?.status !== 'fitted') throw new Error(factors?.status);
    expect(factors.factors.map(({ name }) => name)).toEqual(['equity', 'bond', 'commodity']);
    const sum = factors.factors.reduce((total, { contribution }) => total + contribution, factors.alpha.value);
    expectClose(sum, factors.excessReturn, TOLERANCE.longSum);
  });

  test('a crisis with dates is the change of the values between them', () => {
    const late2018 = against.regimes.rows.find(({ id }) => id === 'Sell-off of late 2018')!;
    const run = runOf(PANEL, 1, 0, 0, 0, 0, 0);
    const row = compared(PANEL, run, run).regimes.rows.find(({ id }) => id === 'Sell-off of late 2018')!;
    const valueOn = (date: string): number => run.value[run.days.indexOf(dayNumber(isoDay(date)))]!;
    expectClose(row.totalReturn!, valueOn('2018-12-24') / valueOn('2018-09-20') - 1, TOLERANCE.longSum);
    expect(late2018).toMatchObject({ knownOn: 'given', days: row.days, annualReturn: null, annualVolatility: null });
  });
});

// By hand: stocks rise by a hundredth a day, lose three tenths in ten equal steps, rise again and fall once more.
describe('markets that are drawn', () => {
  const fall = 0.7 ** 0.1;
  const steps = [
    ...Array.from({ length: 60 }, () => 1.01),
    ...Array.from({ length: 10 }, () => fall),
    ...Array.from({ length: 60 }, () => 1.01),
    ...Array.from({ length: 10 }, () => fall),
    ...Array.from({ length: 60 }, () => 1.01),
  ];
  const closes = steps.reduce<number[]>((path, step) => [...path, path.at(-1)! * step], [100]);
  const panel = panelOf(
    [testInstrument('A', { quantityDecimals: 9 }), testInstrument('B', { assetClass: 'bond', quantityDecimals: 9 })],
    weekdaysFrom(2020, 1, 1, closes.length),
    closes.map((close) => [close, 100]),
  );
  const against = compared(panel, runOf(panel, 1, 0), runOf(panel, 0, 1));
  const rowOf = (id: string) => against.regimes.rows.find((row) => row.id === id)!;

  test('two bear markets compound, and the deepest fall is that of one', () => {
    const bear = rowOf('bear');
    expect(bear.days).toBe(20);
    expectClose(bear.totalReturn!, 0.7 ** 2 - 1, 1e-8);
    expectClose(bear.maxDrawdown!, -0.3, 1e-8);
    expectClose(bear.benchmarkTotalReturn!, 0, TOLERANCE.closedForm);
    expectClose(rowOf('bull').maxDrawdown!, 0, TOLERANCE.closedForm);
  });

  test('a window under a year has no figure of a year', () => {
    expect(against.factors).toBeNull();
    expect(against.lines[0]!.figures).toBeNull();
    expect(against.lines[0]!.attribution.isYearly).toBe(false);
    expect(rowOf('bull').annualReturn).toBeNull();
  });
});

// Oracle: a line that is one class, bought on the second day and held, moves with it one for one.
test('a line of stocks moves with stocks and with nothing else', () => {
  const { factors } = compared(PANEL, runOf(PANEL, 0.5, 0, 0, 0, 0.5, 0), runOf(PANEL, 0, 1, 0, 0, 0, 0));
  if (factors?.status !== 'fitted') throw new Error(factors?.status);
  const [stocks, ...rest] = factors.factors;
  expect(Math.abs(stocks!.beta - 1)).toBeLessThan(0.02);
  for (const { beta } of rest) expect(Math.abs(beta)).toBeLessThan(0.02);
  expect(factors.rSquared).toBeGreaterThan(0.98);
});
