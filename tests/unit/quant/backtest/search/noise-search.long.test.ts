import { describe } from 'vitest';
import { testNoiseSearches } from './noise-searches';

describe('many searches over 1,000 strategies', () => {
  // Blocks of fifteen months: 12,870 splits.
  testNoiseSearches({ blocks: 16, seeds: 100, plantedSeeds: 100, timeoutMilliseconds: 600_000 });
});
