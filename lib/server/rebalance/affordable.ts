import type { Quote } from '../store/last-prices';
import { cashNeededFor } from '../ledger/exact-fill';

export interface WantedPurchase {
  readonly quote: Quote;
  readonly steps: bigint;
}

/** Fractions in the scaling below: fine enough that a dollar in a billion is not lost. */
const SCALE = 1_000_000_000_000n;

/**
 * Quantities that the cash pays for, each at its exact cost: all as wanted when it suffices, else all by one share,
 * rounded down to whole steps.
 *
 * @returns one count of steps for each purchase, in order
 */
export function affordableSteps(
  purchases: readonly WantedPurchase[],
  cashMicros: bigint,
  commissionBasisPoints: number,
): bigint[] {
  const costOf = ({ quote }: WantedPurchase, steps: bigint): bigint =>
    steps === 0n ? 0n : cashNeededFor(quote, steps, commissionBasisPoints);
  const totalOf = (steps: readonly bigint[]): bigint =>
    purchases.reduce((sum, purchase, index) => sum + costOf(purchase, steps[index] ?? 0n), 0n);
  const wanted = purchases.map(({ steps }) => steps);
  const total = totalOf(wanted);
  if (total <= cashMicros) return wanted;
  if (cashMicros <= 0n) return wanted.map(() => 0n);
  // What rounding adds is the same for every purchase however small; it is set aside before the share is taken.
  const fixed = BigInt(purchases.length) * cashNeededForNothing(purchases, commissionBasisPoints);
  const spendable = cashMicros > fixed ? cashMicros - fixed : 0n;
  const share = (spendable * SCALE) / total;
  return wanted.map((steps) => (steps * share) / SCALE);
}

/** The part of a purchase's cost that does not shrink with it: rounding of its pieces and of price times quantity. */
function cashNeededForNothing(purchases: readonly WantedPurchase[], commissionBasisPoints: number): bigint {
  const smallest = purchases.map(({ quote }) => {
    const { instrument, referencePrice } = quote;
    const stepMicros = BigInt(Math.ceil((referencePrice * 1_000_000) / 10 ** instrument.quantityDecimals));
    return cashNeededFor(quote, 1n, commissionBasisPoints) - stepMicros;
  });
  return smallest.reduce((most, micros) => (micros > most ? micros : most), 0n) + 2n;
}
