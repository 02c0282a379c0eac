import { done } from '../../../base/outcome';
import { marksOf, shutOut } from './shared';
import type { LimitKind } from './types';

export const exclusion: LimitKind<'exclusion'> = {
  id: 'exclusion',
  summary: 'The named instruments are not held.',
  relations: ['scaling', 'permutation', 'duplicate-split', 'zero-weight'],
  apply: ({ symbols, reason }, context) => {
    const marks = marksOf(context, symbols, 'symbols');
    if (marks.status === 'refused') return marks;
    return done(shutOut(context, marks.value, reason === undefined ? 'excluded' : `excluded (${reason})`));
  },
};
