import { describe, expect, test } from 'vitest';
import { numberParameter, resolveParameters, symbolParameter } from '../../../../lib/quant/features/parameters';
import { FEATURES } from '../../../../lib/quant/features/registry';

const definitions = FEATURES.beta.parameters;
const symbols = ['SPY', 'TLT'];

describe('parameters', () => {
  test('take their defaults', () => {
    expect(resolveParameters(definitions, {}, symbols)).toEqual({
      status: 'done',
      value: { windowDays: 252, benchmark: null },
    });
  });

  test('keep what was given', () => {
    const outcome = resolveParameters(definitions, { windowDays: 60, benchmark: 'TLT' }, symbols);
    expect(outcome).toEqual({ status: 'done', value: { windowDays: 60, benchmark: 'TLT' } });
  });

  test.each([
    [{ windowDays: 1 }, 'windowDays', 'windowDays must be a whole number from 2 to 12600 (trading days), 1 is not.'],
    [{ windowDays: 2.5 }, 'windowDays', '2.5 is not'],
    [{ windowDays: Number.NaN }, 'windowDays', 'is not'],
    [{ windowDays: '60' }, 'windowDays', '"60" is not'],
    [{ benchmark: 'GLD' }, 'benchmark', 'benchmark must be one of the instruments at hand, "GLD" is not.'],
    [{ benchmark: 3 }, 'benchmark', '3 is not'],
    [{ window: 3 }, 'window', 'There is no parameter named window.'],
  ])('refuse %j by name', (given, field, message) => {
    const outcome = resolveParameters(definitions, given, symbols);
    expect(outcome).toMatchObject({ status: 'refused', code: 'bad-input', field });
    expect(outcome.status === 'refused' ? outcome.message : '').toContain(message);
  });

  test('that were not resolved are a bug', () => {
    expect(() => numberParameter({}, 'windowDays')).toThrow('windowDays');
    expect(() => symbolParameter({ benchmark: 3 }, 'benchmark')).toThrow('benchmark');
  });
});
