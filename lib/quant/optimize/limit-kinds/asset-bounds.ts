import { done } from '../../../base/outcome';
import { marksOf } from './shared';
import type { LimitKind } from './types';

export const assetBounds: LimitKind<'asset-bounds'> = {
  id: 'asset-bounds',
  summary: 'Each of the named instruments (all when none is named) has a weight between a minimum and a maximum.',
  relations: ['scaling', 'permutation', 'zero-weight'],
  apply: ({ symbols, min = -Infinity, max = Infinity }, context) => {
    const marks = marksOf(context, symbols, 'symbols');
    if (marks.status === 'refused') return marks;
    return done({
      weightMin: Float64Array.from(marks.value, (mark) => (mark === 0 ? -Infinity : min)),
      weightMax: Float64Array.from(marks.value, (mark) => (mark === 0 ? Infinity : max)),
    });
  },
};
