import { describe, expect, test } from 'vitest';
import { deflate, deflatedSharpe, expectedMaximumSharpe } from '@/lib/quant/backtest/search/deflated-sharpe';
import { effectiveTrials } from '@/lib/quant/backtest/search/effective-trials';
import {
  minimumTrackRecord,
  probabilisticSharpe,
  sharpeSample,
} from '@/lib/quant/backtest/search/probabilistic-sharpe';
import { trialSharpes } from '@/lib/quant/backtest/search/trial-returns';
import { randomStream } from '@/lib/quant/math/rng';
import { correlation, mean, standardDeviation } from '@/lib/quant/math/statistics';
import { expectClose, TOLERANCE } from '../../../../support/close';

const CONFIDENCE = 0.95;
const normal = { skew: 0, kurtosis: 3 };

// Printed in Bailey & Lopez de Prado (2012), "The Sharpe Ratio Efficient Frontier", Journal of Risk 15(2).
describe('probabilistic Sharpe ratio and minimum track record, printed examples', () => {
  test('24 months at 0.458 a month: 0.982 were they normal, 0.913 with their skew and tails', () => {
    const sample = { sharpe: 0.458, observations: 24 };
    expect(probabilisticSharpe({ ...sample, ...normal }, 0).toFixed(3)).toBe('0.982');
    expect(probabilisticSharpe({ ...sample, skew: -2.448, kurtosis: 10.164 }, 0).toFixed(3)).toBe('0.913');
  });

  test.each([
    ['daily', 252, normal, '2.73'],
    ['weekly', 52, normal, '2.83'],
    ['monthly', 12, normal, '3.24'],
    ['monthly, with the skew and tails of hedge funds', 12, { skew: -0.72, kurtosis: 5.78 }, '4.99'],
  ])('an annual ratio of 2 against 1, %s: years of record', (_, perYear, moments, years) => {
    const sample = { sharpe: 2 / Math.sqrt(perYear), observations: 100, ...moments };
    expect((minimumTrackRecord(sample, 1 / Math.sqrt(perYear), CONFIDENCE) / perYear).toFixed(2)).toBe(years);
  });

  test('at the minimum length the probability is the confidence', () => {
    const sample = { sharpe: 0.1, observations: 50, skew: -0.5, kurtosis: 6 };
    const observations = minimumTrackRecord(sample, 0.02, CONFIDENCE);
    expectClose(probabilisticSharpe({ ...sample, observations }, 0.02), CONFIDENCE, TOLERANCE.closedForm);
    expect(minimumTrackRecord(sample, 0.1, CONFIDENCE)).toBe(Infinity);
  });
});

// Printed in Bailey & Lopez de Prado (2014), "The Deflated Sharpe Ratio", Journal of Portfolio Management 40(5): five
// years of daily returns, 250 a year, an annual ratio of 2.5, variance of the trials' annual ratios 1/2.
describe('deflated Sharpe ratio, printed example', () => {
  const sample = { sharpe: 2.5 / Math.sqrt(250), observations: 1250, skew: -3, kurtosis: 10 };
  const variance = 0.5 / 250;

  test('100 trials leave 0.9004, below 95 %', () => {
    expect(expectedMaximumSharpe(variance, 100).toFixed(4)).toBe('0.1132');
    expect(deflatedSharpe(sample, variance, 100).toFixed(4)).toBe('0.9004');
  });

  test('46 trials leave 0.9505', () => {
    expect(deflatedSharpe(sample, variance, 46).toFixed(4)).toBe('0.9505');
  });

  test('one trial is no search', () => {
    expect(expectedMaximumSharpe(variance, 1)).toBe(0);
    expect(deflatedSharpe(sample, variance, 1)).toBe(probabilisticSharpe(sample, 0));
  });
});

const drawn = (trials: number, periods: number, common: number) => {
  const stream = randomStream(`trials-${trials}`);
  const market = Float64Array.from({ length: periods }, () => stream.nextNormal());
  const returns = new Float64Array(trials * periods);
  for (let at = 0; at < returns.length; at++) {
    returns[at] = common * market[at % periods]! + Math.sqrt(1 - common ** 2) * stream.nextNormal() + 0.01;
  }
  return { returns, trials, periods };
};

describe('what is measured on returns', () => {
  test('the sample moments are those of the definition', () => {
    // By hand: mean 0.5, deviations -1.5 -0.5 0.5 1.5, squares 5, fourth powers 10.25.
    const { sharpe, skew, kurtosis, observations } = sharpeSample(Float64Array.of(-1, 0, 1, 2));
    expectClose(sharpe, 0.5 / Math.sqrt(5 / 3), TOLERANCE.closedForm);
    expectClose(skew, 0, TOLERANCE.closedForm);
    expectClose(kurtosis, (10.125 + 0.125) / 4 / (5 / 4) ** 2, TOLERANCE.closedForm);
    expect(observations).toBe(4);
    expect(() => sharpeSample(Float64Array.of(1, 1))).toThrow('do not spread');
  });

  test('the effective number of trials is that of the mean over all pairs', () => {
    const trials = drawn(7, 90, 0.8);
    const rows = Array.from({ length: 7 }, (_, k) => trials.returns.subarray(k * 90, (k + 1) * 90));
    const pairs = rows.flatMap((row, k) => rows.slice(0, k).map((other) => correlation(row, other)!));
    const rho = mean(Float64Array.from(pairs));
    expectClose(effectiveTrials(trials), rho + (1 - rho) * 7, TOLERANCE.longSum);
  });

  test('equal trials are one; a single trial is one', () => {
    const row = Array.from({ length: 20 }, (_, t) => Math.sin(t));
    const equal = { returns: Float64Array.from([...row, ...row, ...row]), trials: 3, periods: 20 };
    expectClose(effectiveTrials(equal), 1, TOLERANCE.closedForm);
    expect(effectiveTrials({ returns: Float64Array.from(row), trials: 1, periods: 20 })).toBe(1);
  });

  test('deflating uses the spread of the trials and their effective number', () => {
    const trials = drawn(40, 200, 0.3);
    const found = deflate(trials, 3);
    const sharpes = trialSharpes(trials);
    expectClose(sharpes[3]!, found.sample.sharpe, TOLERANCE.longSum);
    const row = trials.returns.slice(600, 800);
    expectClose(sharpes[3]!, mean(row) / standardDeviation(row), TOLERANCE.longSum);
    const spread = standardDeviation(sharpes) ** 2;
    expectClose(found.probability, deflatedSharpe(found.sample, spread, effectiveTrials(trials)), TOLERANCE.closedForm);
  });
});
