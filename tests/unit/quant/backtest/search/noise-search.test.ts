import { beforeAll, describe, expect, test } from 'vitest';
import { noiseTrials, planted, PLANTED_AT, type SearchVerdict, shareOf, verdictOn } from './noise-trials';

/** Blocks of two years: 252 splits. */
const BLOCKS = 10;
const SEEDS = 50;
const PLANTED_SEEDS = 20;
const SIGNIFICANT = 0.95;

describe('searches over 1,000 strategies', () => {
  const onNoise: SearchVerdict[] = [];
  const onPlanted: SearchVerdict[] = [];

  beforeAll(() => {
    for (let seed = 0; seed < SEEDS; seed++) {
      const trials = noiseTrials(`noise-${seed}`);
      onNoise.push(verdictOn(trials, BLOCKS));
      if (seed < PLANTED_SEEDS) onPlanted.push(verdictOn(planted(trials), BLOCKS));
    }
  }, 60_000);

  test('on pure noise the mean probability of overfitting over 50 seeds is near one half', () => {
    const mean = onNoise.reduce((sum, { overfitting }) => sum + overfitting, 0) / SEEDS;
    expect(mean).toBeGreaterThanOrEqual(0.45);
    expect(mean).toBeLessThanOrEqual(0.6);
  });

  test('on pure noise the deflated Sharpe ratio is significant in at most 5 % of the seeds', () => {
    expect(shareOf(onNoise, ({ deflated }) => deflated > SIGNIFICANT)).toBeLessThanOrEqual(0.05);
  });

  test('a planted Sharpe ratio of 1.5 is found, with little chance of overfitting, in most seeds', () => {
    expect(shareOf(onPlanted, ({ best }) => best === PLANTED_AT)).toBeGreaterThanOrEqual(0.9);
    expect(shareOf(onPlanted, ({ overfitting }) => overfitting < 0.2)).toBeGreaterThanOrEqual(0.8);
    expect(shareOf(onPlanted, ({ deflated }) => deflated > SIGNIFICANT)).toBeGreaterThanOrEqual(0.8);
  });
});
