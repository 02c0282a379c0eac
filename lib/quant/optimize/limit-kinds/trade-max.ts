import { done } from '../../../base/outcome';
import { marksOf } from './shared';
import type { LimitKind } from './types';

export const tradeMax: LimitKind<'trade-max'> = {
  id: 'trade-max',
  summary: 'No weight of the named instruments (all when none is named) changes by more than this.',
  relations: ['scaling', 'permutation', 'zero-weight'],
  apply: ({ max, symbols }, context) => {
    const marks = marksOf(context, symbols, 'symbols');
    if (marks.status === 'refused') return marks;
    return done({ tradeMax: Float64Array.from(marks.value, (mark) => (mark === 0 ? Infinity : max)) });
  },
};
