import { done } from '../../../base/outcome';
import { weightsOf } from './shared';
import type { LimitKind } from './types';

export const trackingError: LimitKind<'tracking-error'> = {
  id: 'tracking-error',
  summary: 'The volatility of the difference from a benchmark, a year, has a maximum.',
  relations: ['permutation', 'duplicate-split', 'zero-weight'],
  apply: ({ benchmarkWeights, max }, context) => {
    const benchmark = weightsOf(context, benchmarkWeights, 'benchmarkWeights');
    if (benchmark.status === 'refused') return benchmark;
    return done({ benchmarkWeights: benchmark.value, trackingErrorMax: max });
  },
};
