import { divideHalfEven, MICROS_PER_UNIT, parseMicros } from '../../base/money';
import { invariant } from '../../base/invariant';
import { formatCompact, groupDigits, NO_FIGURE, type SignStyle, withSign } from './number';

const SYMBOLS: Readonly<Record<string, string>> = {
  USD: '$',
  EUR: '€',
  GBP: '£',
  JPY: '¥',
  CAD: 'CA$',
  AUD: 'A$',
  TRY: '₺',
  INR: '₹',
};

export interface MoneyStyle {
  /** 2 by default; 0 for headline figures. */
  readonly decimals?: 0 | 2;
  readonly sign?: SignStyle;
}

/** `$` for `USD`; a code without a symbol of its own is written out: `CHF 12.00`. */
export const currencyPrefix = (currency: string): string => SYMBOLS[currency] ?? `${currency}\u00a0`;

/**
 * Money as people read it: `$1,250.00`, `−$3.20`, `CHF 12.00`.
 * A decimal text (as on the wire) is rounded half-even without passing through a float; numbers are for analytics.
 */
export function formatMoney(amount: string | number | null, currency: string, style: MoneyStyle = {}): string {
  if (amount === null || (typeof amount === 'number' && !Number.isFinite(amount))) return NO_FIGURE;
  const decimals = style.decimals ?? 2;
  const { size, isNegative } = typeof amount === 'string' ? exactSize(amount, decimals) : floatSize(amount, decimals);
  return withSign(`${currencyPrefix(currency)}${groupDigits(size)}`, isNegative, style.sign);
}

/** Money in three figures for axes and chart labels: `$12.3k`. */
export function formatMoneyCompact(amount: number | null, currency: string, sign: SignStyle = 'negative'): string {
  if (amount === null || !Number.isFinite(amount)) return NO_FIGURE;
  return withSign(`${currencyPrefix(currency)}${formatCompact(Math.abs(amount))}`, amount < 0, sign);
}

interface SignedSize {
  readonly size: string;
  readonly isNegative: boolean;
}

const floatSize = (amount: number, decimals: number): SignedSize => ({
  size: Math.abs(amount).toFixed(decimals),
  isNegative: amount < 0,
});

function exactSize(amount: string, decimals: 0 | 2): SignedSize {
  const micros = parseMicros(amount);
  invariant(micros !== undefined, `${amount} is not an amount of money`);
  const isNegative = micros < 0n;
  const unit = decimals === 0 ? MICROS_PER_UNIT : 10_000n;
  const rounded = divideHalfEven(isNegative ? -micros : micros, unit);
  if (decimals === 0) return { size: rounded.toString(), isNegative };
  return { size: `${rounded / 100n}.${(rounded % 100n).toString().padStart(2, '0')}`, isNegative };
}
