import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeInstrument } from '@/lib/quant/market/known-instruments';
import { cashNeededFor, exactFill, PARTS_MAX } from '@/lib/server/ledger/exact-fill';
import { affordableSteps } from '@/lib/server/rebalance/affordable';

const anyPurchase = fc.record({
  symbol: fc.constantFrom('SPY', 'TLT', 'GLD', 'BTC-USD'),
  referencePrice: fc.double({ min: 0.01, max: 90_000, noNaN: true }),
  steps: fc.bigInt(1n, 2_000_000_000n),
});
const purchaseOf = ({ symbol, referencePrice, steps }: { symbol: string; referencePrice: number; steps: bigint }) => ({
  quote: { instrument: describeInstrument(symbol), referencePrice },
  steps,
});

const COMMISSION = 1;

test('what comes out is paid for, never more than wanted, and leaves little over', () => {
  fc.assert(
    fc.property(
      fc.array(anyPurchase, { minLength: 1, maxLength: 12 }),
      fc.bigInt(0n, 1_000_000_000_000n),
      (list, cash) => {
        const purchases = list.map(purchaseOf);
        const cost = (steps: readonly bigint[]): bigint =>
          steps.reduce(
            (sum, count, i) => (count === 0n ? sum : sum + cashNeededFor(purchases[i]!.quote, count, COMMISSION)),
            0n,
          );
        const wanted = purchases.map(({ steps }) => steps);
        const bought = affordableSteps(purchases, cash, COMMISSION);
        expect(bought).toHaveLength(wanted.length);
        bought.forEach((steps, i) => expect(steps >= 0n && steps <= wanted[i]!).toBe(true));
        expect(cost(bought) <= cash || bought.every((steps) => steps === 0n)).toBe(true);
        if (cost(wanted) <= cash) expect(bought).toEqual(wanted);
        // Left over: less than a step of each, and what rounding was allowed to take.
        const stepValues = purchases.reduce(
          (sum, { quote }) => sum + (quote.referencePrice * 1.01 * 1e6) / 10 ** quote.instrument.quantityDecimals + 40,
          0,
        );
        if (cost(wanted) > cash)
          expect(Number(cash - cost(bought))).toBeLessThanOrEqual(stepValues + Number(cash) * 1e-9);
      },
    ),
    { numRuns: 300 },
  );
});

test('an order filled in pieces never costs more than what was set aside for the whole', () => {
  fc.assert(
    fc.property(anyPurchase, fc.integer({ min: 1, max: PARTS_MAX }), (wanted, parts) => {
      const { quote, steps } = purchaseOf(wanted);
      let filled = 0n;
      let cost = 0n;
      for (let part = 1; part <= parts; part++) {
        const upTo = (steps * BigInt(part)) / BigInt(parts);
        if (upTo === filled) continue;
        const { valueMicros, commissionMicros } = exactFill(quote, 'buy', upTo - filled, COMMISSION);
        cost += valueMicros + commissionMicros;
        filled = upTo;
      }
      expect(filled).toBe(steps);
      expect(cost <= cashNeededFor(quote, steps, COMMISSION)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
