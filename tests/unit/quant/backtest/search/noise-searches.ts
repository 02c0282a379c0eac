import { beforeAll, expect, test } from 'vitest';
import { noiseTrials, planted, PLANTED_AT, type SearchVerdict, shareOf, verdictOn } from './noise-trials';

const SIGNIFICANT = 0.95;

interface NoiseSearches {
  /** Into which the months are split; half of them train. */
  readonly blocks: number;
  readonly seeds: number;
  /** The first of the seeds get a strategy with skill as well. */
  readonly plantedSeeds: number;
  readonly timeoutMilliseconds: number;
}

/** What must hold over many searches: noise is called noise, and skill is found. */
export function testNoiseSearches({ blocks, seeds, plantedSeeds, timeoutMilliseconds }: NoiseSearches): void {
  const onNoise: SearchVerdict[] = [];
  const onPlanted: SearchVerdict[] = [];

  beforeAll(() => {
    for (let seed = 0; seed < seeds; seed++) {
      const trials = noiseTrials(`noise-${seed}`);
      onNoise.push(verdictOn(trials, blocks));
      if (seed < plantedSeeds) onPlanted.push(verdictOn(planted(trials), blocks));
    }
  }, timeoutMilliseconds);

  test(`on pure noise the mean probability of overfitting over ${seeds} seeds is near one half`, () => {
    const mean = onNoise.reduce((sum, { overfitting }) => sum + overfitting, 0) / seeds;
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
}
