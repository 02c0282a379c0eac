import { done } from '../../../base/outcome';
import { boundLimitName } from '../limits';
import { weightsOf } from './shared';
import type { LimitKind } from './types';

export const activeWeight: LimitKind<'active-weight'> = {
  id: 'active-weight',
  summary: "No weight is farther than this from the benchmark's.",
  relations: ['scaling', 'permutation', 'zero-weight'],
  apply: ({ benchmarkWeights, max }, context) => {
    const benchmark = weightsOf(context, benchmarkWeights, 'benchmarkWeights');
    if (benchmark.status === 'refused') return benchmark;
    const boundNames = new Map<string, string>();
    for (const { symbol } of context.instruments) {
      boundNames.set(boundLimitName(symbol, 'min'), `${symbol} active weight min`);
      boundNames.set(boundLimitName(symbol, 'max'), `${symbol} active weight max`);
    }
    return done({
      weightMin: benchmark.value.map((weight) => weight - max),
      weightMax: benchmark.value.map((weight) => weight + max),
      boundNames,
    });
  },
};
