import { describe, expect, test } from 'vitest';
import { contributionsOf } from '@/lib/quant/backtest/analysis/contributions';
import { drawdownTable } from '@/lib/quant/backtest/analysis/drawdown-table';
import { classExposure } from '@/lib/quant/backtest/analysis/exposure';
import { attributeToClasses } from '@/lib/quant/backtest/analysis/attribution';
import { monthReturns } from '@/lib/quant/backtest/analysis/month-returns';
import { bearMarkets, regimeFigures, regimesOf } from '@/lib/quant/backtest/analysis/regimes';
import { rollingFigures } from '@/lib/quant/backtest/analysis/rolling';
import { runReturns } from '@/lib/quant/backtest/analysis/run-returns';
import { runBacktest } from '@/lib/quant/backtest/run-backtest';
import { randomStream } from '@/lib/quant/math/rng';
import { metricSeries } from '@/lib/quant/risk/metric';
import { METRICS } from '@/lib/quant/risk/metrics';
import { expectClose, TOLERANCE } from '@/tests/support/close';
import { testInstrument } from '../../trading/instruments';
import { panelOf, randomPanel, weekdaysFrom } from '../panels';
import { backtestRequest, finished, fixedWeights } from '../requests';

const days = (count: number): Int32Array => Int32Array.from(weekdaysFrom(2020, 1, 1, count));

describe('drawdown table', () => {
  // By hand: 100 110 99 88 110 120 114 126 100; values at the ends of rows 0 to 8.
  const values = [100, 110, 99, 88, 110, 120, 114, 126, 100];
  const returns = Float64Array.from(values.slice(1), (value, t) => value / values[t]! - 1);
  const when = days(values.length);

  test('spells with peak, trough and recovery, deepest first; the last is still below', () => {
    const table = drawdownTable(when, returns, 5);
    expect(table.map(({ depth }) => Number(depth.toFixed(9)))).toEqual(
      [-26 / 126, -0.2, -0.05].map((depth) => Number(depth.toFixed(9))),
    );
    expect(table.map(({ peakDay, troughDay, recoveryDay }) => [peakDay, troughDay, recoveryDay])).toEqual([
      [when[7], when[8], null],
      [when[1], when[3], when[4]],
      [when[5], when[6], when[7]],
    ]);
    expect(drawdownTable(when, returns, 1)).toHaveLength(1);
    expect(drawdownTable(when, Float64Array.of(0.1, 0.1), 5)).toEqual([]);
  });
});

test('months compound to their year and years to the whole', () => {
  const when = days(400);
  const stream = randomStream('months');
  const returns = Float64Array.from({ length: 399 }, () => 0.01 * stream.nextNormal());
  const years = monthReturns(when, returns);
  expect(years.map(({ year }) => year)).toEqual([2020, 2021]);
  expect(years[1]!.months.at(-1)).toBeNull();
  const whole = returns.reduce((growth, value) => growth * (1 + value), 1);
  expectClose(
    years.reduce((growth, { total }) => growth * (1 + total), 1),
    whole,
    TOLERANCE.longSum,
  );
  // January 2020, by hand: the returns that end on its days.
  const january = returns.filter((_, t) => new Date(when[t + 1]! * 86_400_000).toISOString().startsWith('2020-01'));
  expectClose(
    1 + years[0]!.months[0]!,
    january.reduce((growth, value) => growth * (1 + value), 1),
    TOLERANCE.closedForm,
  );
});

// Oracle: the dictionary's own figures, computed afresh for each window.
describe('rolling figures', () => {
  const stream = randomStream('rolling');
  const returns = Float64Array.from({ length: 700 }, () => 0.0005 + 0.01 * stream.nextStudentT(4));
  const benchmark = returns.map((value) => 0.6 * value + 0.005 * stream.nextNormal());
  const input = { returns, benchmark, periodsPerYear: 252, riskFreeRate: 0.02 };

  test.each([2, 21, 250, 700])('a window of %d', (window) => {
    const rolling = rollingFigures({ ...input, window });
    expect(rolling.volatility).toHaveLength(700 - window + 1);
    for (let k = 0; k <= 700 - window; k += 13) {
      const part = (values: Float64Array): Float64Array => values.subarray(k, k + window);
      const series = metricSeries({ ...input, returns: part(returns), benchmark: part(benchmark) });
      expectClose(rolling.volatility[k]!, METRICS.annualVolatility.compute(series)!, 1e-9);
      expectClose(rolling.sharpe[k]! / METRICS.sharpe.compute(series)!, 1, 1e-6);
      expectClose(rolling.beta![k]! / METRICS.beta.compute(series)!, 1, 1e-6);
    }
  });

  test('a window longer than the sample has no entry; one without spread no ratio', () => {
    expect(rollingFigures({ ...input, window: 701 }).volatility).toHaveLength(0);
    const flat = { ...input, returns: new Float64Array(50).fill(0.001), benchmark: new Float64Array(50), window: 10 };
    const { volatility, sharpe, beta } = rollingFigures(flat);
    expect([volatility[20], sharpe[20], beta![20]]).toEqual([0, Number.NaN, Number.NaN]);
  });
});

describe('a run taken apart', () => {
  const instruments = [
    testInstrument('A', { quantityDecimals: 8 }),
    testInstrument('B', { quantityDecimals: 8, assetClass: 'bond' }),
    testInstrument('C', { quantityDecimals: 8, assetClass: 'cash' }),
  ];
  const panel = randomPanel(instruments, weekdaysFrom(2020, 1, 1, 600), 5);
  const request = backtestRequest(panel, {
    strategy: fixedWeights(0.5, 0.3, 0.1),
    costs: { commissionBasisPoints: 20 },
  });
  const run = finished(runBacktest(request));
  const total = run.value.at(-1)! / run.value[0]! - 1;

  test('contributions of instruments and interest sum to the total return', () => {
    const { totalReturn, instruments: parts, interest, fees, taxes } = contributionsOf(run);
    expectClose(totalReturn, total, TOLERANCE.longSum);
    const sum = parts.reduce((all, part) => all + part, interest + fees + taxes);
    // Cash is booked in millionths, which leaves 1e-10 of 10,000 a row.
    expectClose(sum, totalReturn, 1e-8);
    expect(interest).not.toBe(0);
  });

  test('shares of the classes and cash sum to one on each row', () => {
    const exposure = classExposure(run, ['equity', 'bond', 'cash']);
    expect([...exposure.keys()]).toEqual(['cash', 'equity', 'bond']);
    for (let row = 0; row < run.days.length; row += 50) {
      expectClose(
        [...exposure.values()].reduce((sum, path) => sum + path[row]!, 0),
        1,
        TOLERANCE.closedForm,
      );
    }
    expectClose(exposure.get('cash')![0]!, 1, TOLERANCE.closedForm);
  });

  test('attribution sums to the difference between the run and the mix', () => {
    const mix = Float64Array.of(0.6, 0.4, 0);
    const { portfolioReturn, benchmarkReturn, classes, other } = attributeToClasses(run, panel, mix);
    expectClose(portfolioReturn, total, 1e-8);
    const sum = classes.reduce((all, part) => all + part.allocation + part.selection + part.interaction, other);
    expectClose(sum, portfolioReturn - benchmarkReturn, TOLERANCE.longSum);
    expect(classes.map(({ assetClass }) => assetClass)).toEqual(['equity', 'bond', 'cash']);
    // One instrument a class: nothing to select but the cost of trading and days on which nothing was held yet.
    expect(Math.abs(classes[0]!.selection)).toBeLessThan(0.01);
  });

  // Oracle: a mix of one instrument earns what its index does from the first row to the last, whatever is missing between.
  test('the mix earns what a gap held back with the price that ends it', () => {
    const close = Float64Array.from(panel.layers.close);
    close.forEach((_, at) => {
      if (at % 3 === 0 && at >= 300 && at < 420) close[at] = Number.NaN;
    });
    const rows = Array.from({ length: panel.dayCount }, (_, row) => [...close.subarray(row * 3, row * 3 + 3)]);
    const gapped = panelOf(instruments, [...panel.days], rows);
    const held = finished(runBacktest(backtestRequest(gapped, { strategy: fixedWeights(0.5, 0.3, 0.1) })));
    const { benchmarkReturn } = attributeToClasses(held, gapped, Float64Array.of(1, 0, 0));
    expectClose(benchmarkReturn, close.at(-3)! / close[0]! - 1, TOLERANCE.longSum);
  });

  test('returns leave out money that came in', () => {
    const flows = run.flows.slice();
    flows[1] = 500;
    const value = run.value.map((amount, t) => (t >= 1 ? amount + 500 : amount));
    expectClose(runReturns({ value, flows })[0]!, runReturns(run)[0]!, TOLERANCE.closedForm);
  });
});

describe('regimes', () => {
  // By hand: 100 to 120, down to 90 (-25 %), up to 110 (+22 %), down to 100 (-9 %).
  test('a fall of a fifth is a bear market from the peak to the low', () => {
    const values = [100, 120, 100, 90, 95, 110, 100];
    const market = Float64Array.from(values.slice(1), (value, t) => value / values[t]! - 1);
    expect([...bearMarkets(market)]).toEqual([0, 1, 1, 0, 0, 0]);
    expect([...bearMarkets(Float64Array.of(0.1, -0.15, -0.1, -0.1))]).toEqual([0, 1, 1, 1]);
  });

  const stream = randomStream('regimes');
  const market = Float64Array.from({ length: 800 }, (_, t) => (t < 400 ? 0.006 : 0.02) * stream.nextNormal());
  const cashReturns = Float64Array.from({ length: 800 }, (_, t) => 1e-4 * (1 + Math.sin(t / 150)));
  const when = days(800);
  const input = { market, cashReturns, days: when, periodsPerYear: 252 };
  const regimes = regimesOf({ ...input, periods: [{ name: 'mine', fromDay: when[10]!, toDay: when[19]! }] });
  const countOf = (id: string): number =>
    regimes.find((regime) => regime.id === id)!.inside.reduce((sum, flag) => sum + flag, 0);

  test('pairs share out the rows they judge; dates given take theirs', () => {
    expect(countOf('bull') + countOf('bear')).toBe(800);
    expect(countOf('low-volatility') + countOf('high-volatility')).toBe(800 - 62);
    expect(countOf('rising-rates') + countOf('falling-rates')).toBe(800 - 252);
    expect(countOf('calm-state') + countOf('stormy-state')).toBe(800);
    expect(countOf('mine')).toBe(10);
  });

  test('two states find the half that is stormy', () => {
    const { inside } = regimes.find(({ id }) => id === 'stormy-state')!;
    const right = inside.filter((flag, t) => (flag === 1) === t >= 400).length;
    expect(right).toBeGreaterThan(780);
  });

  test('figures are those of the rows inside', () => {
    const mine = regimes.find(({ id }) => id === 'mine')!;
    const figures = regimeFigures(mine, { returns: market, benchmark: market, periodsPerYear: 252, riskFreeRate: 0 });
    const growth = market.subarray(10, 20).reduce((product, value) => product * (1 + value), 1);
    expectClose(figures.totalReturn!, growth - 1, TOLERANCE.closedForm);
    expect(figures.benchmarkTotalReturn).toBe(figures.totalReturn);
    expect([figures.returns, figures.share]).toEqual([10, 10 / 800]);
  });

  test('without a known rate there is no regime of rates', () => {
    const ids = regimesOf({ ...input, cashReturns: new Float64Array(800), periods: [] }).map(({ id }) => id);
    expect(ids).toEqual(['bull', 'bear', 'low-volatility', 'high-volatility', 'calm-state', 'stormy-state']);
  });
});
