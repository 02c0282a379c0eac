import { exactShare } from './exact-share';
import { longTermFrom } from './holding-period';

/** Shares bought together that share one basis a step. */
export interface Lot {
  readonly id: number;
  readonly column: number;
  /** Whole days since 1970-01-01. */
  readonly boughtDay: number;
  /** The day the holding period counts from: earlier than `boughtDay` where a wash sale tacked days on. */
  readonly heldFromDay: number;
  readonly longTermFromDay: number;
  /** Integer count of the instrument's step. */
  readonly steps: number;
  /** What was paid with all costs, and losses that wash sales moved here; integer micro-units. */
  readonly basisMicros: number;
  /** Its purchase has disallowed a loss already, and cannot disallow another. */
  readonly isReplacement: boolean;
}

/** A qualified dividend that turns ordinary when its shares are sold before `untilDay`. */
interface DividendClaim {
  readonly untilDay: number;
  readonly year: number;
  micros: number;
}

/** What the book changes; `Lot` is what others see. */
export interface OpenLot {
  id: number;
  readonly column: number;
  /** In order of purchase; the pieces of a lot share it. */
  readonly purchase: number;
  readonly boughtDay: number;
  heldFromDay: number;
  longTermFromDay: number;
  steps: number;
  basisMicros: number;
  isReplacement: boolean;
  claims: DividendClaim[];
}

/** Takes `steps` off a lot as a piece of its own, with its share of basis and claims; the lot keeps the rest. */
export function takePiece(lot: OpenLot, steps: number, pieceId: number): OpenLot {
  const piece: OpenLot = {
    ...lot,
    id: pieceId,
    steps,
    basisMicros: exactShare(lot.basisMicros, steps, lot.steps),
    claims: lot.claims.map((claim) => ({ ...claim, micros: exactShare(claim.micros, steps, lot.steps) })),
  };
  lot.claims.forEach((claim, i) => {
    claim.micros -= piece.claims[i]!.micros;
  });
  lot.basisMicros -= piece.basisMicros;
  lot.steps -= steps;
  return piece;
}

/** Moves a disallowed loss into a lot and tacks the days the sold shares were held. */
export function replaceWith(lot: OpenLot, disallowedMicros: number, daysHeld: number, longTermYears: number): void {
  lot.basisMicros += disallowedMicros;
  lot.heldFromDay = lot.boughtDay - daysHeld;
  lot.longTermFromDay = longTermFrom(lot.heldFromDay, longTermYears);
  lot.isReplacement = true;
}

export const lotView = ({ claims: _, purchase: __, ...lot }: OpenLot): Lot => lot;
