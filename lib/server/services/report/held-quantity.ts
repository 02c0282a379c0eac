import { formatQuantity, quantityToNumber } from '@/lib/base/quantity';

/** Steps booked in one unit, 10^-decimals; an instrument whose unit has changed has several. */
export interface BookedSteps {
  readonly steps: bigint;
  readonly decimals: number;
}

export interface HeldQuantity {
  /** Exact. */
  readonly text: string;
  readonly size: number;
}

/** What bookings in several units come to, in the finest of them; undefined where nothing is left. */
export function heldQuantity(booked: readonly BookedSteps[]): HeldQuantity | undefined {
  const decimals = Math.max(0, ...booked.map((sum) => sum.decimals));
  const steps = booked.reduce((total, sum) => total + sum.steps * 10n ** BigInt(decimals - sum.decimals), 0n);
  if (steps === 0n) return undefined;
  return { text: formatQuantity(steps, decimals), size: quantityToNumber(steps, decimals) };
}
