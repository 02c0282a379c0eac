import { invariant } from './invariant';
import { divideHalfEven } from './money';

/** A quantity is an integer count of the instrument's step, 10^-decimals; at most nine decimals. */
export const QUANTITY_DECIMALS_MAX = 9;

/** Prices are exact decimals with ten places, as integers of 10^-10, `numeric(20,10)` in the database. */
export const PRICE_DECIMALS = 10;

const pow10 = (exponent: number): bigint => 10n ** BigInt(exponent);

function parseDecimal(text: string, decimals: number): bigint | undefined {
  const match = /^(-?)(\d{1,18})(?:\.(\d+))?$/.exec(text.trim());
  const fraction = (match?.[3] ?? '').replace(/0+$/, '');
  if (match === null || fraction.length > decimals) return undefined;
  const value = BigInt(match[2] as string) * pow10(decimals) + BigInt(fraction.padEnd(decimals, '0') || '0');
  return match[1] === '-' ? -value : value;
}

function formatDecimal(value: bigint, decimals: number): string {
  const size = value < 0n ? -value : value;
  const whole = size / pow10(decimals);
  const fraction = decimals === 0 ? '' : (size % pow10(decimals)).toString().padStart(decimals, '0').replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

function checkQuantityDecimals(decimals: number): void {
  const isAllowed = Number.isInteger(decimals) && decimals >= 0 && decimals <= QUANTITY_DECIMALS_MAX;
  invariant(isAllowed, `a quantity cannot have ${decimals} decimals`);
}

/** Steps of a plain decimal; undefined when it is not one, or finer than a step. */
export function parseQuantity(text: string, decimals: number): bigint | undefined {
  checkQuantityDecimals(decimals);
  return parseDecimal(text, decimals);
}

export function formatQuantity(steps: bigint, decimals: number): string {
  checkQuantityDecimals(decimals);
  return formatDecimal(steps, decimals);
}

export const parsePrice = (text: string): bigint | undefined => parseDecimal(text, PRICE_DECIMALS);
export const formatPrice = (price: bigint): string => formatDecimal(price, PRICE_DECIMALS);

/**
 * The exact price nearest to a double; for quotes that arrive as floats.
 *
 * @throws InvariantError on a price that is not positive, rounds to zero or reaches 10^9
 */
export function priceFromNumber(price: number): bigint {
  invariant(Number.isFinite(price) && price > 0 && price < 1e9, `${price} is not a price`);
  const parsed = parsePrice(price.toFixed(PRICE_DECIMALS));
  invariant(parsed !== undefined && parsed > 0n, `${price} is not a price`);
  return parsed;
}

/** The one place where quantity meets price: micro-units, half-even. */
export function notionalMicros(quantitySteps: bigint, quantityDecimals: number, price: bigint): bigint {
  checkQuantityDecimals(quantityDecimals);
  return divideHalfEven(quantitySteps * price * 1_000_000n, pow10(quantityDecimals + PRICE_DECIMALS));
}

/** The same product in doubles, for analytics and plans. */
export const quantityToNumber = (steps: bigint, decimals: number): number => Number(steps) / 10 ** decimals;
