import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTypedNumber, typedNumberText } from '../../../components/ui/number-text';

describe('parseTypedNumber', () => {
  test.each([
    ['1,250.50', 'money', 1250.5],
    ['$ 1 250', 'money', 1250],
    ['-$5', 'money', -5],
    ['12.5 %', 'percent', 0.125],
    ['7.1', 'percent', 0.071],
    ['.5', 'plain', 0.5],
  ] as const)('%s as %s is %d', (text, kind, value) => {
    expect(parseTypedNumber(text, kind)).toBe(value);
  });

  test.each(['', 'ten', '1e5', '1.2.3', '--1', 'Infinity'])('%j is not a number', (text) => {
    expect(parseTypedNumber(text, 'plain')).toBeUndefined();
  });
});

test('what the field shows can be typed again', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e8, max: 1e8 }),
      fc.constantFrom('money', 'percent', 'plain'),
      (hundredths, kind) => {
        const value = kind === 'percent' ? hundredths / 1e4 : hundredths / 100;
        expect(parseTypedNumber(typedNumberText(value, kind), kind)).toBeCloseTo(value, 9);
      },
    ),
  );
});
