import { invariant } from './invariant';

/** Money is an integer count of micro-units: 1.00 is 1_000_000n. Floats exist only in analytics. */
export const MICROS_PER_UNIT = 1_000_000n;

const DECIMAL_PATTERN = /^(-?)(\d{1,15})(?:\.(\d{1,6}))?$/;

/** Reads a plain decimal such as `1250.00`; undefined when it is not one or has more than six decimals. */
export function parseMicros(text: string): bigint | undefined {
  const match = DECIMAL_PATTERN.exec(text.trim());
  if (match === null) return undefined;
  const micros = BigInt(match[2] as string) * MICROS_PER_UNIT + BigInt((match[3] ?? '').padEnd(6, '0'));
  return match[1] === '-' ? -micros : micros;
}

/** Writes micro-units with two decimals, or up to six where the amount needs them. */
export function formatMicros(micros: bigint): string {
  const size = micros < 0n ? -micros : micros;
  const decimals = (size % MICROS_PER_UNIT)
    .toString()
    .padStart(6, '0')
    .replace(/0{1,4}$/, '');
  return `${micros < 0n ? '-' : ''}${size / MICROS_PER_UNIT}.${decimals}`;
}

/** Half-even division, the one rounding rule of the ledger. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  invariant(denominator > 0n, 'the denominator must be positive');
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  const twice = (remainder < 0n ? -remainder : remainder) * 2n;
  if (twice < denominator || (twice === denominator && quotient % 2n === 0n)) return quotient;
  return quotient + (numerator < 0n ? -1n : 1n);
}

export const roundToCents = (micros: bigint): bigint => divideHalfEven(micros, 10_000n) * 10_000n;

/** For analytics only: loses exactness above 2^53 micro-units. */
export const microsToNumber = (micros: bigint): number => Number(micros) / Number(MICROS_PER_UNIT);

/** The micro-units nearest to a double, half-even; for amounts that analytics made. */
export function microsFromNumber(amount: number): bigint {
  invariant(Number.isFinite(amount) && Math.abs(amount) < 2 ** 53 / 1e6, `${amount} does not fit money`);
  const scaled = amount * Number(MICROS_PER_UNIT);
  const below = Math.floor(scaled);
  const rest = scaled - below;
  const isUp = rest > 0.5 || (rest === 0.5 && below % 2 !== 0);
  return BigInt(below) + (isUp ? 1n : 0n);
}

/**
 * Splits an amount by weights so that the parts add up to it exactly: largest remainder first, then order.
 * A zero weight gets nothing.
 *
 * @throws InvariantError on a negative amount, a negative weight or no positive weight
 */
export function splitMicros(totalMicros: bigint, weights: readonly bigint[]): bigint[] {
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0n);
  invariant(weightSum > 0n && totalMicros >= 0n, 'a split needs a positive weight and an amount of at least zero');
  invariant(
    weights.every((weight) => weight >= 0n),
    'a split cannot give a negative share',
  );
  const parts = weights.map((weight) => (totalMicros * weight) / weightSum);
  let rest = totalMicros - parts.reduce((sum, part) => sum + part, 0n);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (totalMicros * weight) % weightSum }))
    .sort((left, right) =>
      left.remainder > right.remainder ? -1 : left.remainder < right.remainder ? 1 : left.index - right.index,
    );
  for (const { index } of byRemainder) {
    if (rest === 0n) break;
    parts[index] = (parts[index] as bigint) + 1n;
    rest -= 1n;
  }
  return parts;
}
