import { expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { lineName, whyUnavailable } from '@/lib/codec/recommend/backtest-summary';

const day = dayNumber(isoDay('2014-06-30'));

test.each<[Parameters<typeof whyUnavailable>[0], string]>([
  [
    { status: 'insufficient-history', symbols: ['SPY', 'IEF'], daysNeeded: 757 },
    'The prices of SPY, IEF do not reach back far enough: 757 trading days are needed.',
  ],
  [
    { status: 'insufficient-history', symbols: ['GLD'], daysNeeded: 1 },
    'On the day of the first decision there is no price of GLD.',
  ],
  [{ status: 'no-trading-days' }, 'There are no trading days in this window.'],
  [
    { status: 'not-decided', day, decision: { status: 'missing-class', assetClasses: ['equity', 'bond'] } },
    'There is nothing to hold in stocks and bonds.',
  ],
  [
    { status: 'not-decided', day, decision: { status: 'out-of-reach', facts: [] } },
    'No decision was possible on 2014-06-30: the aim was out of reach.',
  ],
  [
    { status: 'not-decided', day, decision: { status: 'not-converged', iterations: 1, dualityGap: 1 } },
    'No decision was possible on 2014-06-30: the calculation came to no answer.',
  ],
])('why a line could not be run: %j', (outcome, text) => expect(whyUnavailable(outcome)).toBe(text));

test.each([
  ['plan', 'This plan'],
  ['hold:SPY', 'Buy and hold SPY'],
  ['risk-parity', 'risk-parity'],
])('%s is shown as %s', (id, name) => expect(lineName(id)).toBe(name));
