/** U+2212: as wide as a plus sign and never read as a hyphen. */
export const MINUS = '\u2212';

/** Stands where a figure does not exist; a zero there would be a claim. */
export const NO_FIGURE = '\u2013';

export type SignStyle = 'negative' | 'always';

export interface NumberStyle {
  readonly decimals?: number;
  /** `always` writes a plus on gains; a figure that rounds to zero carries no sign either way. */
  readonly sign?: SignStyle;
}

/** Groups the whole part of a plain decimal text in threes: `1234567.8` becomes `1,234,567.8`. */
export const groupDigits = (plainDecimal: string): string => {
  const [whole = '', fraction] = plainDecimal.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
};

/** Puts the sign in front of an already formatted size. */
export function withSign(formattedSize: string, isNegative: boolean, sign: SignStyle = 'negative'): string {
  const isZero = !/[1-9]/.test(formattedSize);
  if (isZero) return formattedSize;
  if (isNegative) return `${MINUS}${formattedSize}`;
  return sign === 'always' ? `+${formattedSize}` : formattedSize;
}

/** The same text on the server and in every browser: written by hand because ICU data differs between them. */
export function formatNumber(value: number | null, style: NumberStyle = {}): string {
  if (value === null || !Number.isFinite(value)) return NO_FIGURE;
  const size = plainFixed(Math.abs(value), style.decimals ?? 2);
  return withSign(groupDigits(size), value < 0, style.sign);
}

const COMPACT_STEPS = [
  { from: 1e12, suffix: 'tn' },
  { from: 1e9, suffix: 'bn' },
  { from: 1e6, suffix: 'm' },
  { from: 1e3, suffix: 'k' },
] as const;

/** Three figures and a unit, for axes and labels: 1234 is `1.23k`, 56789 is `56.8k`. */
export function formatCompact(value: number | null, style: Pick<NumberStyle, 'sign'> = {}): string {
  if (value === null || !Number.isFinite(value)) return NO_FIGURE;
  return withSign(compactSize(Math.abs(value)), value < 0, style.sign);
}

function compactSize(size: number): string {
  // 999,950 prints as "1m", not as "1000k": the step is chosen after rounding to three figures.
  const rounded = size === 0 ? 0 : Number(size.toPrecision(3));
  const step = COMPACT_STEPS.find(({ from }) => rounded >= from);
  if (step === undefined) return trimZeros(rounded.toFixed(rounded < 10 ? 2 : rounded < 100 ? 1 : 0));
  const scaled = rounded / step.from;
  return `${groupDigits(trimZeros(scaled.toFixed(scaled < 10 ? 2 : scaled < 100 ? 1 : 0)))}${step.suffix}`;
}

const trimZeros = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** `toFixed` switches to exponent form at 1e21, where no figure of ours has a meaning. */
const FIXED_MAX = 1e21;
const plainFixed = (size: number, decimals: number): string =>
  size < FIXED_MAX ? size.toFixed(decimals) : size.toExponential(2);
