import { describe, expect, test } from 'vitest';
import { driftOf, valueHoldings } from '@/lib/quant/trading/drift';
import { expectClose, TOLERANCE } from '../../../support/close';
import { testInstrument } from './instruments';

const INSTRUMENTS = [testInstrument('A', { quantityDecimals: 2 }), testInstrument('B', { quantityDecimals: 0 })];

describe('drift', () => {
  // Oracle: by hand. 5.00 A at 100 = 500, 3 B at 100 = 300, cash 200.
  test('weights count cash', () => {
    const holdings = { cash: 200, quantitySteps: Float64Array.of(500, 3) };
    const valuation = valueHoldings(holdings, INSTRUMENTS, Float64Array.of(100, 100));
    expect(valuation.value).toBe(1000);
    expect([...valuation.weights]).toEqual([0.5, 0.3]);
    expect(valuation.cashWeight).toBe(0.2);
  });

  // Oracle: by hand. Gaps +0.1, -0.3, cash +0.2; half of 0.6.
  test('drift is half the sum of the absolute gaps, cash included', () => {
    const drift = driftOf(Float64Array.of(0.5, 0.3), Float64Array.of(0.4, 0.6));
    expectClose(drift.total, 0.3, TOLERANCE.closedForm);
    expectClose(drift.perInstrument[0]!, 0.1, TOLERANCE.closedForm);
    expectClose(drift.perInstrument[1]!, -0.3, TOLERANCE.closedForm);
    expectClose(drift.cash, 0.2, TOLERANCE.closedForm);
  });

  test('an all-cash portfolio is wholly off a fully invested target', () => {
    expect(driftOf(Float64Array.of(0, 0), Float64Array.of(0.5, 0.5)).total).toBe(1);
  });

  test('an empty account is all cash and has no weights', () => {
    const valuation = valueHoldings(
      { cash: 0, quantitySteps: new Float64Array(2) },
      INSTRUMENTS,
      Float64Array.of(1, 1),
    );
    expect(valuation).toMatchObject({ value: 0, cashWeight: 1 });
    expect([...valuation.weights]).toEqual([0, 0]);
  });

  test('a price may be missing only where nothing is held', () => {
    const prices = Float64Array.of(100, Number.NaN);
    expect(valueHoldings({ cash: 0, quantitySteps: Float64Array.of(100, 0) }, INSTRUMENTS, prices).value).toBe(100);
    expect(() => valueHoldings({ cash: 0, quantitySteps: Float64Array.of(0, 1) }, INSTRUMENTS, prices)).toThrow(
      /B is held but its price/,
    );
  });

  test('shapes must agree', () => {
    const holdings = { cash: 0, quantitySteps: new Float64Array(3) };
    expect(() => valueHoldings(holdings, INSTRUMENTS, Float64Array.of(1, 1))).toThrow(/2 instruments/);
    expect(() => driftOf(new Float64Array(2), new Float64Array(3))).toThrow(/2 weights/);
  });
});
