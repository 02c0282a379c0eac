import { expect, test } from 'vitest';
import { isoDay } from '../../../../lib/base/iso-day';
import { isSuitabilityCurrent, suitabilityEndsOn } from '../../../../lib/quant/policy/suitability';

// Oracle: a wall calendar.
test.each([
  ['2024-03-15', '2025-03-14'],
  ['2023-03-01', '2024-02-29'],
  ['2024-02-29', '2025-02-28'],
  ['2024-01-01', '2024-12-31'],
])('answers of %s count to %s', (answeredOn, lastDay) => {
  expect(suitabilityEndsOn(isoDay(answeredOn))).toBe(lastDay);
});

test('the last day still counts, the next does not', () => {
  const answeredOn = isoDay('2024-03-15');
  expect(isSuitabilityCurrent(answeredOn, isoDay('2025-03-14'))).toBe(true);
  expect(isSuitabilityCurrent(answeredOn, isoDay('2025-03-15'))).toBe(false);
});
