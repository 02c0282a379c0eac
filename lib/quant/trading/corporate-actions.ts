import { invariant } from '../../base/invariant';
import type { Instrument } from '../market/instrument';
import { toMicros } from './fills';
import { POSITION_STEPS_MAX, stepsPerUnit, stepsToQuantity } from './steps';

/**
 * What a day does to a position before it trades, and how much of an order its volume lets through. The backtest, the
 * paper exchange and the ledger call the same functions, so that their shares and cents cannot differ.
 */

/** New shares for old ones: 3 for 2 is { numerator: 3, denominator: 2 }. */
export interface SplitRatio {
  readonly numerator: number;
  readonly denominator: number;
}

/** Announced ratios have small terms; 10,000 holds the odd ones of spin-offs (1.0512 is 657 for 625). */
const SPLIT_TERM_MAX = 10_000;

/** A factor printed with six decimals is half of the last one off at most. */
const SPLIT_FACTOR_TOLERANCE = 5e-7;

/**
 * The simplest ratio that a factor stands for, by continued fractions.
 *
 * @param factor new shares per old share; positive
 * @throws InvariantError when no ratio of terms up to 10,000 is close enough
 */
export function splitRatioOf(factor: number): SplitRatio {
  invariant(Number.isFinite(factor) && factor > 0, `${factor} is not a split factor`);
  let [numerator, numeratorBefore, denominator, denominatorBefore] = [1, 0, 0, 1];
  let rest = factor;
  while (numerator <= SPLIT_TERM_MAX && denominator <= SPLIT_TERM_MAX) {
    const whole = Math.floor(rest);
    [numerator, numeratorBefore] = [whole * numerator + numeratorBefore, numerator];
    [denominator, denominatorBefore] = [whole * denominator + denominatorBefore, denominator];
    if (Math.abs(numerator / denominator - factor) <= SPLIT_FACTOR_TOLERANCE * Math.max(1, factor) && numerator > 0)
      break;
    rest = 1 / (rest - whole);
  }
  const isRatio = numerator <= SPLIT_TERM_MAX && denominator <= SPLIT_TERM_MAX;
  invariant(isRatio, `a split factor of ${factor} is no ratio of whole numbers`);
  return { numerator, denominator };
}

export interface SplitPosition {
  /** Whole steps after the split. */
  readonly steps: number;
  /** Paid for what did not make a whole step (a whole share where fractions do not trade), integer micro-units. */
  readonly inLieuMicros: number;
}

type Grain = Pick<Instrument, 'quantityDecimals' | 'isFractionable'>;

/**
 * Splits a position exactly and pays the fraction of a step that is left over at the price after the split.
 *
 * @param steps      integer steps held before the day
 * @param priceAfter account currency per unit, on the new count of shares
 */
export function splitPosition(steps: number, ratio: SplitRatio, grain: Grain, priceAfter: number): SplitPosition {
  invariant(Number.isSafeInteger(steps) && steps >= 0, `${steps} is not a position`);
  invariant(priceAfter > 0, `${priceAfter} is not a price`);
  const units = BigInt(steps) * BigInt(ratio.numerator);
  const perStep = BigInt(ratio.denominator);
  const whole = Number(units / perStep);
  invariant(whole <= POSITION_STEPS_MAX, `${whole} steps cannot be counted`);
  const fraction = Number(units % perStep) / ratio.denominator;
  const inLieu = stepsToQuantity(fraction, grain.quantityDecimals) * priceAfter;
  return { steps: whole, inLieuMicros: toMicros(inLieu) };
}

/** What a dividend pays on a position held when the ex-day begins, integer micro-units. */
export function dividendMicros(
  steps: number,
  { quantityDecimals }: Pick<Instrument, 'quantityDecimals'>,
  perShare: number,
): number {
  invariant(Number.isFinite(perShare) && perShare >= 0, `${perShare} is not a dividend`);
  return toMicros(stepsToQuantity(steps, quantityDecimals) * perShare);
}

/**
 * The most steps that may trade on a day: a share of its volume, rounded down. A day whose volume nobody reported sets
 * no limit.
 *
 * @param volume   shares traded on the day; NaN where it is not known
 * @param shareMax fraction of the volume an order may take
 */
export function fillLimitSteps(volume: number, shareMax: number, grain: Grain): number {
  invariant(shareMax > 0, `an order cannot take ${shareMax} of the volume`);
  if (Number.isNaN(volume)) return POSITION_STEPS_MAX;
  const perUnit = stepsPerUnit(grain.quantityDecimals);
  const limit = volume * shareMax;
  const steps = grain.isFractionable ? Math.floor(limit * perUnit) : Math.floor(limit) * perUnit;
  return Math.min(steps, POSITION_STEPS_MAX);
}
