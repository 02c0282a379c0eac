import type { TaxPolicy } from '../taxes/types';

/** What a calendar year brought, integer micro-units; losses negative, after what wash sales disallowed. */
export interface YearTally {
  readonly shortMicros: number;
  readonly longMicros: number;
  readonly qualifiedMicros: number;
  /** Dividends that are not qualified, and interest. */
  readonly ordinaryMicros: number;
}

/** Losses not used yet, each zero or positive, integer micro-units. */
export interface CarryForward {
  readonly shortMicros: number;
  readonly longMicros: number;
}

export interface YearTax extends YearTally {
  readonly year: number;
  /** Positive: to be paid. Negative: what the loss offset saves on other income. */
  readonly taxMicros: number;
  /** The part of `taxMicros` on dividends and interest. */
  readonly dividendTaxMicros: number;
  /** Net loss set against other income. */
  readonly offsetMicros: number;
  readonly carryForward: CarryForward;
  /** Both characters together. */
  readonly carryForwardMicros: number;
}

/**
 * Nets a year: short-term results among themselves and long-term results among themselves, each with its own losses
 * carried in; then a loss of one against a gain of the other. A net loss lowers other income up to the policy's offset,
 * short-term losses first, and the rest is carried on with its character.
 *
 * @see Internal Revenue Service, Schedule D (Form 1040) and its Capital Loss Carryover Worksheet
 */
export function taxOfYear(policy: TaxPolicy, year: number, tally: YearTally, carriedIn: CarryForward): YearTax {
  let short = tally.shortMicros - carriedIn.shortMicros;
  let long = tally.longMicros - carriedIn.longMicros;
  if (short < 0 !== long < 0) {
    const sum = short + long;
    // What is left has the character of the larger side, gain or loss.
    const isShort = Math.abs(short) >= Math.abs(long);
    [short, long] = isShort ? [sum, 0] : [0, sum];
  }
  const shortLoss = Math.max(0, -short);
  const longLoss = Math.max(0, -long);
  const offsetMicros = Math.min(policy.lossOffsetMaxMicros, shortLoss + longLoss);
  const shortOffset = Math.min(offsetMicros, shortLoss);
  const carryForward = {
    shortMicros: shortLoss - shortOffset,
    longMicros: longLoss - (offsetMicros - shortOffset),
  };
  const dividendTaxMicros =
    Math.round(tally.qualifiedMicros * policy.qualifiedDividendRate) +
    Math.round(Math.max(0, tally.ordinaryMicros) * policy.ordinaryDividendRate);
  const gainTaxMicros =
    Math.round(Math.max(0, short) * policy.shortTermRate) + Math.round(Math.max(0, long) * policy.longTermRate);
  return {
    ...tally,
    year,
    taxMicros: dividendTaxMicros + gainTaxMicros - Math.round(offsetMicros * policy.lossOffsetRate),
    dividendTaxMicros,
    offsetMicros,
    carryForward,
    carryForwardMicros: carryForward.shortMicros + carryForward.longMicros,
  };
}
