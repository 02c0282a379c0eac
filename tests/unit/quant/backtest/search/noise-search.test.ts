import { describe } from 'vitest';
import { testNoiseSearches } from './noise-searches';

describe('searches over 1,000 strategies', () => {
  // Blocks of two years: 252 splits.
  testNoiseSearches({ blocks: 10, seeds: 50, plantedSeeds: 20, timeoutMilliseconds: 60_000 });
});
