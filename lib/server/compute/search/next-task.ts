import { type ScoredTrial, type SearcherId, SEARCHERS } from '@/lib/quant/backtest/search/searchers';
import type { SearchSpace } from '@/lib/quant/backtest/search/search-space';
import { randomStream } from '@/lib/quant/math/rng';
import type { Task } from '../task';

interface NextBatchInput {
  readonly searcher: SearcherId;
  readonly space: SearchSpace;
  readonly tried: readonly ScoredTrial[];
  readonly trialsMax: number;
  readonly seed: string;
}

/** Which combinations to try next; none when the search is over. */
export const searchNextTask: Task<NextBatchInput, number[]> = ({ searcher, seed, ...state }) => ({
  status: 'finished',
  value: SEARCHERS[searcher].nextBatch({ ...state, rng: randomStream(seed) }),
});
