import { groupDigits, withSign } from './number';

/** An exact decimal text such as `1234.500000` as people read it: `1,234.5`. The digits are never rounded. */
export function formatQuantityText(quantity: string): string {
  const isNegative = quantity.startsWith('-');
  const size = isNegative ? quantity.slice(1) : quantity;
  return withSign(groupDigits(size.includes('.') ? size.replace(/\.?0+$/, '') : size), isNegative);
}

/** `1 order`, `3 orders`: the count with its noun. */
export const formatCount = (count: number, singular: string, plural: string = `${singular}s`): string =>
  `${groupDigits(String(count))} ${count === 1 ? singular : plural}`;
