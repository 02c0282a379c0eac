import { expect, test } from 'vitest';
import { mean, std } from 'mathjs';
import { randomStream } from '@/lib/quant/math/rng';
import { ROLLING_ROWS, rollingSeries } from '@/lib/server/compute/backtest/rolling';
import { expectClose, TOLERANCE } from '../../../support/close';

const COUNT = 700;
const stream = randomStream('rolling');
const draws = (): Float64Array => Float64Array.from({ length: COUNT }, () => 0.02 * (stream.nextUniform() - 0.48));
const [returns, yardstick] = [draws(), draws()];
const cashReturns = new Float64Array(COUNT).fill(0.0001);
const rolling = rollingSeries({ returns, cashReturns, yardstick, periodsPerYear: 252 });

// Oracle: mathjs on each window by itself; the sums of the moving window must not drift away from it.
test.each([0, 1, 200, COUNT - ROLLING_ROWS])('window %i is what its own days give', (window) => {
  const own = [...returns.subarray(window, window + ROLLING_ROWS)];
  const theirs = [...yardstick.subarray(window, window + ROLLING_ROWS)];
  const spread = std(...own);
  expectClose(rolling.volatility[window]!, spread * Math.sqrt(252), TOLERANCE.closedForm);
  expectClose(rolling.sharpe[window]!, ((mean(own) - 0.0001) / spread) * Math.sqrt(252), TOLERANCE.closedForm);
  const [ownMean, theirMean] = [mean(own), mean(theirs)];
  const covariance = mean(own.map((value, t) => (value - ownMean) * ((theirs[t] ?? 0) - theirMean)));
  const variance = mean(theirs.map((value) => (value - theirMean) ** 2));
  expectClose(rolling.beta[window]!, covariance / variance, TOLERANCE.closedForm);
});

test('there is one window for each day from the first full year on', () => {
  expect(rolling.beta).toHaveLength(COUNT - ROLLING_ROWS + 1);
  const few = rollingSeries({
    returns: returns.subarray(0, 251),
    cashReturns: cashReturns.subarray(0, 251),
    yardstick: yardstick.subarray(0, 251),
    periodsPerYear: 252,
  });
  expect(few.beta).toHaveLength(0);
});

test('a line against itself has a beta of one', () => {
  const same = rollingSeries({ returns, cashReturns, yardstick: returns, periodsPerYear: 252 });
  for (const beta of same.beta) expectClose(beta, 1, TOLERANCE.closedForm);
});
