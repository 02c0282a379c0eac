import { formatNumber, MINUS } from '@/lib/shared/format/number';

export type NumberFieldKind = 'money' | 'percent' | 'plain';

/** What a person may type: grouping commas or spaces, our minus sign, a currency or percent sign at either end. */
export function parseTypedNumber(text: string, kind: NumberFieldKind): number | undefined {
  const plain = text
    .replaceAll(MINUS, '-')
    .replace(/[\s,\u00a0]/g, '')
    .replace(/^(-?)[$€£¥₺₹]/, '$1')
    .replace(/%$/, '');
  if (!/^-?(\d+(\.\d*)?|\.\d+)$/.test(plain)) return undefined;
  // Twelve figures undo the rounding that the division by 100 adds.
  return kind === 'percent' ? Number((Number(plain) / 100).toPrecision(12)) : Number(plain);
}

const DECIMALS_MAX: Readonly<Record<NumberFieldKind, number>> = { money: 2, percent: 2, plain: 6 };

/** The value as it stands in the field once the reader has left it: grouped, without empty decimals. */
export function typedNumberText(value: number, kind: NumberFieldKind): string {
  const shown = kind === 'percent' ? value * 100 : value;
  const text = formatNumber(shown, { decimals: DECIMALS_MAX[kind] });
  if (kind === 'money') return text.replace(/\.00$/, '');
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
