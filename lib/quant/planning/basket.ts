import type { AssetClass, Instrument } from '../market/instrument';
import type { Fact } from '../policy/types';

/** Holdings of one class in equal parts, and how each instrument moves with them. */
interface Basket {
  readonly members: readonly number[];
  /** Per year. */
  readonly variance: number;
}

/**
 * Equal parts of the investable instruments of a class that have a risk estimate.
 *
 * @param isUsable leaves columns out, such as those without a price
 * @returns undefined when nothing is left
 */
export function basketOf(
  instruments: readonly Instrument[],
  covariance: Float64Array,
  assetClass: AssetClass,
  isUsable: (column: number) => boolean = () => true,
): Basket | undefined {
  const n = instruments.length;
  const members = instruments.flatMap((instrument, column) =>
    instrument.assetClass === assetClass &&
    instrument.isInvestable &&
    covariance[column * n + column]! > 0 &&
    isUsable(column)
      ? [column]
      : [],
  );
  let variance = 0;
  for (const row of members) {
    for (const column of members) variance += covariance[row * n + column]!;
  }
  return variance > 0 ? { members, variance: variance / members.length ** 2 } : undefined;
}

/**
 * Beta of an instrument to a basket: covariance with it over its variance. For jointly elliptical returns with no
 * drift, beta times the basket's move is the expected move of the instrument given that move.
 */
export function betaTo(basket: Basket, covariance: Float64Array, column: number): number {
  const n = Math.round(Math.sqrt(covariance.length));
  const sum = basket.members.reduce((total, member) => total + covariance[column * n + member]!, 0);
  return sum / basket.members.length / basket.variance;
}

/** A holding can lose all of its value and no more; a linear estimate may say otherwise, and the fact keeps what it said. */
export function cappedReturn(estimate: number, symbol: string, facts: Fact[]): number {
  if (estimate >= -1) return estimate;
  facts.push({ key: 'stress.loss-capped', values: { symbol, estimate } });
  return -1;
}
