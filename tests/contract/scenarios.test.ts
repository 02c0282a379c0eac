import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '../../lib/base/iso-day';
import { indexOfDay, type PricePanel } from '../../lib/quant/market/panel';
import { simulatedMarket } from '../../lib/quant/market/simulated-market';
import { type ScenarioId, SCENARIOS } from '../../lib/quant/planning/scenarios';
import { runStress } from '../../lib/quant/planning/stress';
import type { Scenario, StressInput, StressResult } from '../../lib/quant/planning/types';
import { expectClose, TOLERANCE } from '../support/close';

const PANEL = simulatedMarket({ seed: 'ballast', lastDay: dayNumber(isoDay('2024-06-28')) });
const N = PANEL.instruments.length;
const AS_OF_INDEX = PANEL.dayCount - 1;

/** A covariance of the right shape: one common driver and own noise, nothing for cash. */
const VOLATILITIES = PANEL.instruments.map(
  ({ assetClass }) => ({ equity: 0.18, bond: 0.08, cash: 0, commodity: 0.16, currency: 0.09, crypto: 0.7 })[assetClass],
);
const COVARIANCE = Float64Array.from(
  VOLATILITIES.flatMap((left, i) => VOLATILITIES.map((right, j) => left * right * (i === j ? 1 : 0.3))),
);

/** Long-only weights over what can be held; they may leave a part uninvested. */
const anyWeights = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: N, maxLength: N }).map((raw) => {
  const total = raw.reduce((sum, value) => sum + value, 0.01);
  return Float64Array.from(raw, (value, i) => (PANEL.instruments[i]!.isInvestable ? value / total : 0));
});

const inputOf = (weights: Float64Array, changes: Partial<StressInput> = {}): StressInput => ({
  panel: PANEL,
  weights,
  covariance: COVARIANCE,
  money: 10_000,
  asOfIndex: AS_OF_INDEX,
  ...changes,
});

const EQUAL = Float64Array.from(PANEL.instruments, ({ isInvestable }) => (isInvestable ? 1 / (N - 1) : 0));

/** All numbers from a row on replaced, as if that future had never been. */
function scrambledAfter(panel: PricePanel, lastRow: number): PricePanel {
  const close = panel.layers.close.map((value, k) => (k < (lastRow + 1) * N ? value : value * 7 + 1));
  return { ...panel, layers: { close, totalReturnIndex: close } };
}

/** Bad for stocks by what they are; the other shocks strike something else, and stocks follow as they do. */
const STOCKS_LOSE = new Set([
  ...Object.values<Scenario>(SCENARIOS).flatMap(({ id, kind }) => (kind === 'shock' ? [] : [id])),
  ...['equities-down-30', 'inflation-shock'],
]);

describe.each(Object.keys(SCENARIOS) as ScenarioId[])('scenario %s', (id) => {
  const resultOf = (input: StressInput): StressResult => runStress(input, [SCENARIOS[id]])[0]!;
  const computed = (input: StressInput): Extract<StressResult, { status: 'computed' }> => {
    const result = resultOf(input);
    if (result.status !== 'computed') throw new Error(result.reason.key);
    return result;
  };

  test('is registered under its own id, and has a name', () => {
    expect(SCENARIOS[id].id).toBe(id);
    expect(SCENARIOS[id].name).toMatch(/\S/);
  });

  test('contributions sum to the return, which stays above -100 %, unless volatility itself is stressed', () => {
    fc.assert(
      fc.property(anyWeights, (weights) => {
        const { contributions, portfolioReturn, moneyChange, deviation } = computed(inputOf(weights));
        expectClose(
          portfolioReturn,
          contributions.reduce((sum, part) => sum + part, 0),
          TOLERANCE.closedForm,
        );
        expect(deviation ?? 0).toBeGreaterThanOrEqual(0);
        expectClose(moneyChange, portfolioReturn * 10_000, TOLERANCE.closedForm);
        if (SCENARIOS[id].kind !== 'risk') expect(portfolioReturn).toBeGreaterThanOrEqual(-1);
      }),
      { seed: 3, numRuns: 10 },
    );
  });

  test('all stocks lose where stocks are struck; all of nothing loses nothing', () => {
    const stocks = Float64Array.from(PANEL.instruments, ({ assetClass }) => (assetClass === 'equity' ? 0.2 : 0));
    if (STOCKS_LOSE.has(id)) expect(computed(inputOf(stocks)).portfolioReturn).toBeLessThan(-0.14);
    const none = computed(inputOf(new Float64Array(N)));
    expect([none.portfolioReturn, none.moneyChange]).toEqual([0, 0]);
    expect(none.proxied).toEqual([]);
  });

  test('twice the money, twice the change; half the weights, half the return', () => {
    const once = computed(inputOf(EQUAL));
    expectClose(computed(inputOf(EQUAL, { money: 20_000 })).moneyChange, 2 * once.moneyChange, TOLERANCE.closedForm);
    const halved = computed(inputOf(EQUAL.map((weight) => weight / 2)));
    expectClose(halved.portfolioReturn, once.portfolioReturn / 2, TOLERANCE.closedForm);
  });

  test('is repeatable and changes none of its inputs', () => {
    const before = [EQUAL.slice(), COVARIANCE.slice()];
    expect(resultOf(inputOf(EQUAL))).toEqual(resultOf(inputOf(EQUAL)));
    expect([EQUAL, COVARIANCE]).toEqual(before);
  });

  test('reads nothing after the decision day', () => {
    for (const date of ['2006-06-30', '2020-03-06', '2021-12-31', '2023-01-03']) {
      const asOfIndex = indexOfDay(PANEL, dayNumber(isoDay(date)))!;
      const scrambled = scrambledAfter(PANEL, asOfIndex);
      expect(resultOf(inputOf(EQUAL, { panel: scrambled, asOfIndex }))).toEqual(
        resultOf(inputOf(EQUAL, { asOfIndex })),
      );
    }
  });

  test('an instrument nobody knows is estimated or left out, never NaN', () => {
    const instruments = PANEL.instruments.map((instrument) => ({ ...instrument, symbol: `X-${instrument.symbol}` }));
    const result = resultOf(inputOf(EQUAL, { panel: { ...PANEL, instruments } }));
    if (result.status === 'unavailable') {
      expect(result.reason.key).toBe('stress.no-factor');
      return;
    }
    expect(result.contributions.every(Number.isFinite)).toBe(true);
    if (id === 'rates-up-1') expect(result.proxied).toContain('X-SIM-LTB');
  });
});
