import { invariant } from '../../../base/invariant';
import { exactShare } from './exact-share';
import type { OpenLot } from './lot';

/** What a split left over of a lot: `units` of `denominator` make one step after it. */
interface Fraction {
  readonly lot: OpenLot;
  readonly units: number;
}

/** Whole steps after a split; what does not make one is dropped. */
export function splitSteps(steps: number, numerator: number, denominator: number): number {
  const exact = steps * numerator;
  if (exact <= Number.MAX_SAFE_INTEGER) return Math.floor(exact / denominator);
  return Number((BigInt(steps) * BigInt(numerator)) / BigInt(denominator));
}

/**
 * Splits lots so that they sum to the whole steps of the position. The fraction of a step that is left over comes off the
 * oldest shares with its share of their basis; where a boundary between two lots then falls inside a step, the step goes
 * to the younger one. A lot too small to keep a step hands its basis to the next.
 *
 * @param lots oldest first; not changed
 */
export function splitLots(
  lots: readonly OpenLot[],
  numerator: number,
  denominator: number,
): { lots: OpenLot[]; fractions: Fraction[] } {
  const isRatio = [numerator, denominator].every((part) => Number.isSafeInteger(part) && part > 0);
  invariant(isRatio, `${numerator} for ${denominator} is not a split`);
  const perStep = BigInt(denominator);
  const units = lots.map(({ steps }) => BigInt(steps) * BigInt(numerator));
  let rest = units.reduce((sum, count) => sum + count, 0n) % perStep;
  const fractions: Fraction[] = [];
  const after: OpenLot[] = [];
  let unitsBefore = 0n;
  let stepsBefore = 0n;
  let orphanedMicros = 0;
  lots.forEach((original, i) => {
    const lot = { ...original, claims: original.claims.map((claim) => ({ ...claim })) };
    const sold = rest < units[i]! ? rest : units[i]!;
    rest -= sold;
    if (sold > 0n) {
      // A fraction has no whole steps; it is booked as none, with its money.
      const basisMicros = shareOfUnits(lot.basisMicros, sold, units[i]!);
      lot.basisMicros -= basisMicros;
      fractions.push({ lot: { ...lot, steps: 0, basisMicros, claims: [] }, units: Number(sold) });
    }
    unitsBefore += units[i]! - sold;
    const steps = unitsBefore / perStep - stepsBefore;
    stepsBefore += steps;
    lot.steps = Number(steps);
    invariant(Number.isSafeInteger(lot.steps), `${lot.steps} steps cannot be counted`);
    lot.basisMicros += orphanedMicros;
    orphanedMicros = 0;
    if (steps > 0n) after.push(lot);
    else orphanedMicros = lot.basisMicros;
  });
  return { lots: after, fractions };
}

function shareOfUnits(micros: number, part: bigint, whole: bigint): number {
  if (whole <= BigInt(Number.MAX_SAFE_INTEGER)) return exactShare(micros, Number(part), Number(whole));
  return Number((BigInt(micros) * part * 2n + whole) / (2n * whole));
}
