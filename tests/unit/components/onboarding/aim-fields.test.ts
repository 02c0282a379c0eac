import { describe, expect, test } from 'vitest';
import { AIM_KINDS, readAim, valuesOfAim } from '@/components/onboarding/aim-fields';
import { AimInput } from '@/lib/shared/contracts/recommend';

const WHOLE = {
  annualReturn: 0.05,
  lossMax: 0.1,
  amount: 50_000,
  years: 10,
  startAmount: 10_000,
  monthlyContribution: 200,
};

describe('the fields of an aim', () => {
  // Oracle: the contract that the server checks.
  test.each(AIM_KINDS)('%s filled in is what the server takes, and reads back the same', (kind) => {
    const reading = readAim(kind, WHOLE);
    expect(reading.status).toBe('ready');
    const aim = reading.status === 'ready' ? reading.aim : undefined;
    expect(AimInput.parse(aim)).toEqual(aim);
    expect(readAim(kind, valuesOfAim(aim ?? null))).toEqual(reading);
  });

  test.each([
    ['target-return', 'annualReturn'],
    ['keep-capital', 'lossMax'],
    ['amount-by-date', 'amount'],
    ['amount-by-date', 'years'],
  ] as const)('%s without %s names that field', (kind, field) => {
    const reading = readAim(kind, { ...WHOLE, [field]: undefined });
    expect(reading.status === 'incomplete' && Object.keys(reading.problems)).toEqual([field]);
  });

  test('an amount out of nothing is refused', () => {
    const reading = readAim('amount-by-date', { amount: 50_000, years: 10 });
    expect(reading.status).toBe('incomplete');
  });
});
