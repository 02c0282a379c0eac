import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attributeToClasses } from '@/lib/quant/backtest/analysis/attribution';
import { contributionsOf } from '@/lib/quant/backtest/analysis/contributions';
import { runReturns } from '@/lib/quant/backtest/analysis/run-returns';
import { runBacktest } from '@/lib/quant/backtest/run-backtest';
import { TAX_PRESETS } from '@/lib/quant/trading/taxes/presets';
import { expectClose } from '@/tests/support/close';
import { testInstrument } from '../../trading/instruments';
import { randomPanel, weekdaysFrom } from '../panels';
import { backtestRequest, finished, fixedWeights } from '../requests';

const INSTRUMENTS = [
  testInstrument('A', { quantityDecimals: 8 }),
  testInstrument('B', { quantityDecimals: 8, assetClass: 'bond' }),
  testInstrument('C', { quantityDecimals: 8, assetClass: 'cash' }),
];
const DAYS = weekdaysFrom(2020, 1, 1, 300);

/** Money is booked in millionths: 1e-6 of 10,000 and more, on each of 300 rows. */
const BOOKING_ROUNDING = 1e-7;

const world = fc.record({
  seed: fc.integer({ min: 1, max: 1_000 }),
  shares: fc.tuple(fc.nat(10), fc.nat(10), fc.nat(10)).filter((shares) => shares[0] + shares[1] + shares[2] > 0),
  advisoryAnnual: fc.constantFrom(0, 0.01, 0.05),
  fundFee: fc.constantFrom(0, 0.01),
  taxRate: fc.constantFrom(0, 0.3),
  flow: fc.constantFrom(0, 2_000, -1_500),
  commissionBasisPoints: fc.constantFrom(0, 25),
  every: fc.constantFrom('weekly', 'monthly', 'never'),
});

test('whatever is charged, taxed, paid in and taken out, the parts sum to the time-weighted return', () => {
  fc.assert(
    fc.property(world, (at) => {
      const panel = randomPanel(INSTRUMENTS, DAYS, at.seed);
      const sum = at.shares.reduce((total, share) => total + share, 0) * 1.05;
      const run = finished(
        runBacktest(
          backtestRequest(panel, {
            strategy: fixedWeights(...at.shares.map((share) => share / sum)),
            rebalance: { kind: 'calendar', every: at.every },
            costs: { commissionBasisPoints: at.commissionBasisPoints },
            fees: { advisoryAnnual: at.advisoryAnnual, fundAnnual: [at.fundFee, 0, 0] },
            taxes: TAX_PRESETS.flat.policy({ lotMethod: 'fifo', rate: at.taxRate }),
            flows: [{ day: DAYS[120]!, amount: at.flow }],
          }),
        ),
      );
      const total = runReturns(run).reduce((growth, own) => growth * (1 + own), 1) - 1;
      const { instruments, interest, fees, taxes } = contributionsOf(run);
      expectClose(
        instruments.reduce((all, part) => all + part, interest + fees + taxes),
        total,
        BOOKING_ROUNDING,
      );
      const attribution = attributeToClasses(run, panel, Float64Array.of(0.6, 0.4, 0));
      expectClose(attribution.portfolioReturn, total, BOOKING_ROUNDING);
      const effects = attribution.classes.reduce(
        (all, part) => all + part.allocation + part.selection + part.interaction,
        attribution.other,
      );
      expectClose(effects, attribution.portfolioReturn - attribution.benchmarkReturn, BOOKING_ROUNDING);
      expect(fees <= 0).toBe(true);
    }),
    { seed: 5, numRuns: 40 },
  );
});
