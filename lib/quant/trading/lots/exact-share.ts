import { invariant } from '../../../base/invariant';

/**
 * The integer nearest to `total * part / whole`, halves away from zero: exact, however large the product is.
 * A total given out by taking the nearest share of what is left, again and again, adds up to itself.
 *
 * @param total integer of either sign, magnitude below 2^53
 * @param part  integer from 0 to `whole`
 */
export function exactShare(total: number, part: number, whole: number): number {
  invariant(whole > 0 && part >= 0 && part <= whole, `${part} of ${whole} is not a share`);
  if (part === whole) return total;
  const size = Math.abs(total);
  const product = size * part;
  const share = product < Number.MAX_SAFE_INTEGER ? nearest(product, whole) : Number(nearestBig(size, part, whole));
  return total < 0 ? -share : share;
}

function nearest(product: number, whole: number): number {
  const rest = product % whole;
  const below = (product - rest) / whole;
  return rest >= whole - rest ? below + 1 : below;
}

function nearestBig(size: number, part: number, whole: number): bigint {
  const divisor = BigInt(whole);
  const product = BigInt(size) * BigInt(part);
  const below = product / divisor;
  return (product - below * divisor) * 2n >= divisor ? below + 1n : below;
}
