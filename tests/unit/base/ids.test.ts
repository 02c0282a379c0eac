import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixedClock, type RandomBytes } from '../../../lib/base/clock';
import { isUuid, newId } from '../../../lib/base/ids';

const zeros: RandomBytes = (target) => target.fill(0);
const ones: RandomBytes = (target) => target.fill(0xff);

// Oracle: RFC 9562, appendix A.6, whose example holds the instant 2022-02-22T19:22:22Z and these random bits.
test('the example of the standard', () => {
  const bytes = [0, 0, 0, 0, 0, 0, 0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f];
  const random: RandomBytes = (target) => {
    target.set(bytes);
    return target;
  };
  expect(newId(fixedClock(0x017f22e279b0), random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});

test('version and variant stand whatever the random bits', () => {
  expect(newId(fixedClock(0), zeros)).toBe('00000000-0000-7000-8000-000000000000');
  expect(newId(fixedClock(2 ** 48 - 1), ones)).toBe('ffffffff-ffff-7fff-bfff-ffffffffffff');
});

test('ids sort by time as text and pass as UUIDs', () => {
  const instant = fc.integer({ min: 0, max: 2 ** 48 - 1 });
  fc.assert(
    fc.property(instant, instant, (left, right) => {
      fc.pre(left < right);
      const earlier = newId(fixedClock(left), ones);
      const later = newId(fixedClock(right), zeros);
      expect(earlier < later).toBe(true);
      expect(isUuid(earlier) && isUuid(later)).toBe(true);
    }),
    { seed: 20 },
  );
});

describe('refusals', () => {
  test.each([-1, 2 ** 48, Number.NaN])('instant %d', (instant) => {
    expect(() => newId(fixedClock(instant), zeros)).toThrow('does not fit an id');
  });

  test.each([
    '',
    'x',
    '017F22E2-79B0-7CC3-98C4-DC0C0C07398F',
    '017f22e2-79b0-7cc3-18c4-dc0c0c07398f',
    ' 017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
  ])('%j is no id of ours', (text) => expect(isUuid(text)).toBe(false));
});
