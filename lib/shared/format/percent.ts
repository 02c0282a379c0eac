import { formatNumber, MINUS, NO_FIGURE, type NumberStyle } from './number';

/** Below this many decimals a share of a portfolio still tells its holdings apart. */
const PERCENT_DECIMALS = 1;

/** A decimal in, percent text out: 0.1234 is `12.3%`. The only place where percent exists. */
export function formatPercent(value: number | null, style: NumberStyle = {}): string {
  if (value === null || !Number.isFinite(value)) return NO_FIGURE;
  return `${formatNumber(value * 100, { ...style, decimals: style.decimals ?? PERCENT_DECIMALS })}%`;
}

/** `4.1% to 7.9%`: "to" rather than a dash, which beside a minus sign cannot be read. */
export const formatPercentRange = (low: number | null, high: number | null, style: NumberStyle = {}): string =>
  `${formatPercent(low, style)} to ${formatPercent(high, style)}`;

/** A difference of two percentages: 0.012 is `+1.2 pp` (percentage points). */
export const formatPoints = (difference: number | null, decimals: number = PERCENT_DECIMALS): string =>
  difference === null || !Number.isFinite(difference)
    ? NO_FIGURE
    : `${formatNumber(difference * 100, { decimals, sign: 'always' })}\u00a0pp`;

/** Reads what a person types into a percent field: `12`, `12.5 %`, `−3`; the answer is a decimal. */
export function parsePercent(text: string): number | undefined {
  const plain = text.trim().replace(MINUS, '-').replace(/\s*%$/, '');
  if (!/^-?(\d+(\.\d*)?|\.\d+)$/.test(plain)) return undefined;
  // Twelve figures undo the rounding that the division by 100 adds, so that 7.1 comes back as 0.071.
  return Number((Number(plain) / 100).toPrecision(12));
}
