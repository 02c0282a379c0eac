import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay, isoDayFromNumber } from '../../../../lib/base/iso-day';
import { selectInstruments } from '../../../../lib/quant/market/panel';
import { randomStream } from '../../../../lib/quant/math/rng';
import { factorProxies } from '../../../../lib/quant/planning/factor-proxy';
import { returnsBetween } from '../../../../lib/quant/planning/proxies';
import { expectClose } from '../../../support/close';
import { panelOf } from './panels';

const ROWS = 900;
const LISTED_AT = 300;
const WINDOW = { fromRow: 40, toRow: 120 };

/** Stocks, a bond and gold from the start; bitcoin later, made of them and of noise of its own. */
function market(symbols: readonly string[], betas: Readonly<Record<string, number>>, noise: number) {
  const stream = randomStream('factor-proxy');
  const first = dayNumber(isoDay('2015-01-01'));
  const prices = new Map(symbols.map((symbol) => [symbol, 100]));
  const moves: Record<string, number>[] = [];
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const move: Record<string, number> = {};
    for (const symbol of symbols) if (symbol !== 'BTC-USD') move[symbol] = 0.01 * stream.nextNormal();
    const own = noise * stream.nextNormal();
    move['BTC-USD'] = own + Object.entries(betas).reduce((sum, [symbol, beta]) => sum + beta * move[symbol]!, 0);
    moves.push(move);
    if (row > 0) for (const symbol of symbols) prices.set(symbol, prices.get(symbol)! * (1 + move[symbol]!));
    const cells = symbols.map((symbol) => (symbol === 'BTC-USD' && row < LISTED_AT ? null : prices.get(symbol)!));
    return [isoDayFromNumber(first + row), ...cells] as const;
  });
  return { panel: panelOf(symbols, lines), moves };
}

const SYMBOLS = ['SPY', 'TLT', 'GLD', 'BTC-USD'] as const;

describe('an instrument that was not there yet', () => {
  // Oracle: without noise the regression is exact, so the window's return is the betas on its days, compounded.
  test('made of two classes and nothing else is found again exactly', () => {
    const { panel, moves } = market(SYMBOLS, { SPY: 1.5, GLD: 0.4 }, 0);
    const proxy = factorProxies(panel, WINDOW, returnsBetween(panel, WINDOW))(3)!;
    const expected = moves
      .slice(WINDOW.fromRow + 1, WINDOW.toRow + 1)
      .reduce((growth, move) => growth * (1 + move['BTC-USD']!), 1);
    expectClose(proxy.estimate, expected - 1, 1e-9);
    expectClose(proxy.rSquared, 1, 1e-9);
    expectClose(proxy.deviation, 0, 1e-7);
    const betas = Object.fromEntries(proxy.betas);
    expectClose(betas['equity']!, 1.5, 1e-9);
    expectClose(betas['commodity']!, 0.4, 1e-9);
  });

  // Oracle: the makings. R2 = 1.2^2 / (1.2^2 + 2^2) with noise of twice the factor's size; errors as of 600 days.
  test('with noise, R2, betas and what is left open are near the makings', () => {
    const { panel } = market(SYMBOLS, { SPY: 1.2 }, 0.02);
    const proxy = factorProxies(panel, WINDOW, returnsBetween(panel, WINDOW))(3)!;
    expect(proxy.betas.map(([id]) => id)).toEqual(['equity']);
    expect(Math.abs(proxy.betas[0]![1] - 1.2)).toBeLessThan((4 * 2) / Math.sqrt(600));
    expect(Math.abs(proxy.rSquared - 1.44 / 5.44)).toBeLessThan(0.12);
    expect(Math.abs(proxy.deviation / (0.02 * Math.sqrt(80)) - 1)).toBeLessThan(0.12);
    expect(proxy.observations).toBe(599);
  });

  test('another order of the columns changes nothing', () => {
    const { panel } = market(SYMBOLS, { SPY: 1.2, TLT: -0.5 }, 0.01);
    const once = factorProxies(panel, WINDOW, returnsBetween(panel, WINDOW))(3)!;
    const shuffled = selectInstruments(panel, ['BTC-USD', 'GLD', 'TLT', 'SPY']);
    const again = factorProxies(shuffled, WINDOW, returnsBetween(shuffled, WINDOW))(0)!;
    expectClose(again.estimate, once.estimate, 1e-10);
    expectClose(again.rSquared, once.rSquared, 1e-10);
    expect(again.betas.map(([id]) => id)).toEqual(once.betas.map(([id]) => id));
  });

  test('too short a record, or none, gives no answer', () => {
    const { panel } = market(SYMBOLS, { SPY: 1 }, 0.01);
    const early = { ...panel, days: panel.days.subarray(0, 350), dayCount: 350 };
    expect(factorProxies(early, WINDOW, returnsBetween(early, WINDOW))(3)).toBeUndefined();
  });
});
