import { exactShare } from './exact-share';
import type { OpenLot } from './lot';

/** One lot, or a part of one, that was sold. Integer micro-units and steps. */
export interface RealisedGain {
  readonly column: number;
  readonly lotId: number;
  readonly boughtDay: number;
  readonly heldFromDay: number;
  readonly day: number;
  readonly steps: number;
  readonly proceedsMicros: number;
  readonly basisMicros: number;
  readonly isLong: boolean;
  /** The part of a loss that may not be claimed; it grows when a replacement is bought within the days after the sale. */
  readonly disallowedMicros: number;
  /** The part of it that no lot here took over, because the replacement was bought in another account. */
  readonly disallowedOutsideMicros: number;
}

/** The book's own, still open to replacements. */
export type OpenGain = { -readonly [Key in keyof RealisedGain]: RealisedGain[Key] };

/** A loss, as far as nothing has replaced its shares yet. */
export interface OpenLoss {
  readonly gain: OpenGain;
  readonly purchase: number;
  steps: number;
  lossMicros: number;
}

/** A purchase of the same instrument in an account that is not in this book. */
export interface OutsidePurchase {
  readonly day: number;
  steps: number;
}

export function openLossOf(gain: OpenGain, lot: OpenLot): OpenLoss | undefined {
  const lossMicros = gain.basisMicros - gain.proceedsMicros;
  return lossMicros > 0 ? { gain, purchase: lot.purchase, steps: gain.steps, lossMicros } : undefined;
}

/** Disallows the loss on so many of its shares. @returns what is disallowed, micro-units */
export function disallow(loss: OpenLoss, steps: number, isOutside: boolean): number {
  const micros = exactShare(loss.lossMicros, steps, loss.steps);
  loss.steps -= steps;
  loss.lossMicros -= micros;
  loss.gain.disallowedMicros += micros;
  if (isOutside) loss.gain.disallowedOutsideMicros += micros;
  return micros;
}

export const daysHeldOf = ({ gain }: OpenLoss): number => gain.day - gain.heldFromDay;

/**
 * Whether shares of the lot can stand in for those of the loss: bought within the days before, and not with them. What
 * was bought on one day counts as bought together, as one order may fill in parts.
 */
export const canReplace = (lot: OpenLot, loss: OpenLoss, washSaleDays: number): boolean =>
  !lot.isReplacement && lot.boughtDay !== loss.gain.boughtDay && lot.boughtDay >= loss.gain.day - washSaleDays;
