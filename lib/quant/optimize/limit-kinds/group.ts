import { done } from '../../../base/outcome';
import { groupMarks, rowOf } from './shared';
import type { LimitKind } from './types';

export const group: LimitKind<'group'> = {
  id: 'group',
  summary: 'The instruments of one asset class, sector or region together are held between a minimum and a maximum.',
  relations: ['scaling', 'permutation', 'duplicate-split', 'zero-weight'],
  apply: ({ by, of, min, max }, context) => {
    const found = groupMarks(context, by, of);
    if (found.status === 'refused') return found;
    return done(rowOf(found.value.name, Float64Array.from(found.value.members), min, max));
  },
};
