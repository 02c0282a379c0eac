import { done } from '../../../base/outcome';
import { marksOf } from './shared';
import type { LimitKind } from './types';

export const noTrade: LimitKind<'no-trade'> = {
  id: 'no-trade',
  summary: 'The named instruments keep the weight they have now.',
  relations: ['scaling', 'permutation', 'duplicate-split', 'zero-weight'],
  apply: ({ symbols }, context) => {
    const marks = marksOf(context, symbols, 'symbols');
    return marks.status === 'refused' ? marks : done({ noTrade: marks.value });
  },
};
