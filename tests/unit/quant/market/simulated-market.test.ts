import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay, isoDayFromNumber } from '../../../../lib/base/iso-day';
import { indexOfDay, indexOfSymbol, KNOWN, type PricePanel } from '../../../../lib/quant/market/panel';
import { EPISODES } from '../../../../lib/quant/market/simulated-episodes';
import { SIMULATED_INSTRUMENTS } from '../../../../lib/quant/market/simulated-instruments';
import { SIMULATED_SEED_DEFAULT, simulatedMarket } from '../../../../lib/quant/market/simulated-market';
import { correlation, mean, quantile, standardDeviation } from '../../../../lib/quant/math/statistics';

const day = (text: string): number => dayNumber(isoDay(text));

const RECORD_END = day('2024-12-31');
const DAYS_PER_YEAR = 252;

const toRecordEnd = (seed: string | number): PricePanel => simulatedMarket({ seed, lastDay: RECORD_END });

/** Log returns of one instrument, from the bar after a date on. */
function logReturnsOf(panel: PricePanel, symbol: string, fromDate = '2000-01-03'): Float64Array {
  const n = panel.instruments.length;
  const column = indexOfSymbol(panel, symbol)!;
  const { close } = panel.layers;
  const first = indexOfDay(panel, day(fromDate))! + 1;
  const returns = Float64Array.from({ length: panel.dayCount - first }, (_, k) =>
    Math.log(close[(first + k) * n + column]! / close[(first + k - 1) * n + column]!),
  );
  return returns.filter((value) => !Number.isNaN(value));
}

const priceAt = (panel: PricePanel, symbol: string, date: string): number =>
  panel.layers.close[indexOfDay(panel, day(date))! * panel.instruments.length + indexOfSymbol(panel, symbol)!]!;

const standard = toRecordEnd(SIMULATED_SEED_DEFAULT);

describe('the simulated market', () => {
  test('has 16 marked instruments from 2000-01-03, one of them an index with a substitute', () => {
    expect(standard.instruments.length).toBe(16);
    expect(isoDayFromNumber(standard.days[0]!)).toBe('2000-01-03');
    expect(standard.source).toEqual({ kind: 'simulated', label: `Simulated market, seed ${SIMULATED_SEED_DEFAULT}` });
    for (const { symbol, name, calendar } of standard.instruments) {
      expect(symbol).toMatch(/^SIM-/);
      expect(name).toContain('(simulated)');
      expect(calendar).toBe('always');
    }
    const notHeld = standard.instruments.filter(({ isInvestable }) => !isInvestable);
    expect(notHeld.map(({ symbol, suggestedSubstitute }) => [symbol, suggestedSubstitute])).toEqual([
      ['SIM-DXY', 'SIM-USD'],
    ]);
  });

  test('knows every price on every day, bitcoin from 2014-09-17', () => {
    const n = standard.instruments.length;
    const bitcoin = indexOfSymbol(standard, 'SIM-BTC')!;
    const birthday = day('2014-09-17');
    const isRight = standard.known.every((state, cell) => {
      const isBorn = cell % n !== bitcoin || standard.days[Math.floor(cell / n)]! >= birthday;
      return state === (isBorn ? KNOWN.observed : KNOWN.absent);
    });
    expect(isRight).toBe(true);
  });

  test.each([1, 250])('%i days more leave all earlier days byte-identical', (moreDays) => {
    const ends = [day('2002-10-08'), day('2008-09-15'), day('2020-03-10'), day('2024-12-31'), day('2026-01-15')];
    for (const lastDay of ends) {
      const shorter = simulatedMarket({ seed: 5, lastDay });
      const longer = simulatedMarket({ seed: 5, lastDay: lastDay + moreDays });
      const head = longer.layers.close.subarray(0, shorter.layers.close.length);
      const bytes = (values: Float64Array): Buffer => Buffer.from(values.buffer, values.byteOffset, values.byteLength);
      expect(bytes(head).equals(bytes(shorter.layers.close))).toBe(true);
      expect([...longer.days.subarray(0, shorter.dayCount)]).toEqual([...shorter.days]);
    }
  });

  test('gives the same path for the same seed, another for another, and cuts without changing it', () => {
    expect(toRecordEnd(SIMULATED_SEED_DEFAULT).layers.close).toEqual(standard.layers.close);
    expect(toRecordEnd(1).layers.close).not.toEqual(standard.layers.close);
    const cut = simulatedMarket({ seed: SIMULATED_SEED_DEFAULT, firstDay: day('2020-01-01'), lastDay: RECORD_END });
    expect(isoDayFromNumber(cut.days[0]!)).toBe('2020-01-02');
    expect(cut.layers.close).toEqual(standard.layers.close.subarray(-cut.layers.close.length));
  });

  test('refuses a day before it starts', () => {
    expect(() => simulatedMarket({ seed: 1, lastDay: day('1999-12-31') })).toThrow('starts in 2000');
  });

  test('twenty-six years take under 300 ms of processor time', () => {
    simulatedMarket({ seed: 'warm-up', lastDay: day('2026-01-15') });
    const times = [1, 2, 3].map((seed) => {
      const start = process.threadCpuUsage();
      simulatedMarket({ seed, lastDay: day('2026-01-15') });
      const { user, system } = process.threadCpuUsage(start);
      return (user + system) / 1000;
    });
    console.log(`simulated 26 years in ${Math.min(...times).toFixed(0)} ms`);
    expect(Math.min(...times)).toBeLessThan(300);
  });
});

// Oracle: the published table in simulated-instruments.ts. Over independent seeds the mean of the realised figures must
// lie within four standard errors of it; the episodes' pull takes away a little volatility, hence five percent there.
describe('over 14 seeds', () => {
  const panels = Array.from({ length: 14 }, (_, seed) => toRecordEnd(seed));

  test.each(SIMULATED_INSTRUMENTS.map((entry) => [entry.instrument.symbol, entry] as const))(
    '%s has its published return and volatility',
    (symbol, entry) => {
      const perSeed = panels.map((panel) => logReturnsOf(panel, symbol));
      const annual = Float64Array.from(perSeed, (returns) => mean(returns) * DAYS_PER_YEAR);
      const standardError = standardDeviation(annual) / Math.sqrt(annual.length);
      expect(Math.abs(mean(annual) - Math.log1p(entry.annualReturn))).toBeLessThan(4 * standardError + 5e-4);
      const volatility = mean(
        Float64Array.from(perSeed, (returns) => standardDeviation(returns) * Math.sqrt(DAYS_PER_YEAR)),
      );
      expect(Math.abs(volatility / entry.annualVolatility - 1)).toBeLessThan(symbol === 'SIM-CASH' ? 0.3 : 0.05);
    },
  );

  // Oracle: long-run correlations of index returns as commonly published (for instance in the cited yearbooks).
  test.each([
    ['SIM-USEQ', 'SIM-TECH', 0.8, 0.95],
    ['SIM-USEQ', 'SIM-INTL', 0.7, 0.92],
    ['SIM-USEQ', 'SIM-LTB', -0.45, -0.1],
    ['SIM-LTB', 'SIM-ITB', 0.85, 0.98],
    ['SIM-USEQ', 'SIM-GOLD', -0.1, 0.15],
    ['SIM-GOLD', 'SIM-USD', -0.55, -0.25],
    ['SIM-USD', 'SIM-DXY', 0.9, 1],
    ['SIM-YEN', 'SIM-DXY', -0.65, -0.3],
    ['SIM-USEQ', 'SIM-BTC', 0.05, 0.4],
  ])('%s and %s correlate between %d and %d', (left, right, low, high) => {
    const values = panels.map((panel) => {
      const from = [left, right].includes('SIM-BTC') ? '2014-09-17' : '2000-01-03';
      return correlation(logReturnsOf(panel, left, from), logReturnsOf(panel, right, from))!;
    });
    expect(mean(Float64Array.from(values))).toBeGreaterThan(low);
    expect(mean(Float64Array.from(values))).toBeLessThan(high);
  });

  test('every dated episode ends near its published total return', () => {
    for (const { id, firstDate, lastDate, totalReturns } of EPISODES) {
      const before = isoDayFromNumber(day(firstDate) - 1);
      for (const [symbol, totalReturn] of Object.entries(totalReturns)) {
        const realised = panels.map((panel) =>
          Math.log(priceAt(panel, symbol, lastDate) / priceAt(panel, symbol, before)),
        );
        const middle = quantile(Float64Array.from(realised), 0.5);
        expect(Math.abs(middle - Math.log1p(totalReturn)), `${id} ${symbol}`).toBeLessThan(0.12);
      }
    }
  });

  test('stocks have fat tails, and wild days cluster', () => {
    for (const panel of panels.slice(0, 4)) {
      const returns = logReturnsOf(panel, 'SIM-USEQ');
      const spread = standardDeviation(returns);
      const kurtosis = mean(returns.map((value) => (value / spread) ** 4));
      expect(kurtosis).toBeGreaterThan(5);
      const sizes = returns.map(Math.abs);
      expect(correlation(sizes.slice(20), sizes.slice(0, -20))).toBeGreaterThan(0.05);
      expect(Math.max(...sizes)).toBeLessThan(0.35);
    }
  });

  test('bonds are a refuge in 2008 and fall with stocks in 2022', () => {
    const during = (panel: PricePanel, from: string, to: string): number => {
      const rows = indexOfDay(panel, day(to))! - indexOfDay(panel, day(from))!;
      const cut = (symbol: string): Float64Array => logReturnsOf(panel, symbol, from).subarray(0, rows);
      return correlation(cut('SIM-USEQ'), cut('SIM-LTB'))!;
    };
    const middle = (from: string, to: string): number =>
      mean(Float64Array.from(panels, (panel) => during(panel, from, to)));
    expect(middle('2007-10-10', '2009-03-09')).toBeLessThan(-0.25);
    expect(middle('2022-01-04', '2022-10-14')).toBeGreaterThan(0.1);
  });
});

test('after the record random crises come, and long-run returns still hold', () => {
  const panels = Array.from({ length: 9 }, (_, seed) => simulatedMarket({ seed, lastDay: day('2040-12-31') }));
  for (const symbol of ['SIM-USEQ', 'SIM-LTB', 'SIM-GOLD', 'SIM-BTC']) {
    const target = SIMULATED_INSTRUMENTS.find(({ instrument }) => instrument.symbol === symbol)!;
    const annual = Float64Array.from(
      panels,
      (panel) => mean(logReturnsOf(panel, symbol, '2025-01-01')) * DAYS_PER_YEAR,
    );
    const standardError = standardDeviation(annual) / Math.sqrt(annual.length);
    expect(Math.abs(mean(annual) - Math.log1p(target.annualReturn)), symbol).toBeLessThan(4 * standardError);
  }
});
