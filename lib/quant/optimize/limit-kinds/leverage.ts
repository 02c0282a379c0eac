import { done } from '../../../base/outcome';
import type { LimitKind } from './types';

export const leverage: LimitKind<'leverage'> = {
  id: 'leverage',
  summary: 'Longs plus shorts (gross), shorts alone and longs alone each have a maximum; the net is the budget.',
  relations: ['scaling', 'permutation', 'duplicate-split', 'zero-weight'],
  apply: ({ grossMax, shortMax, longMax }) =>
    done({
      ...(grossMax === undefined ? {} : { grossMax }),
      ...(shortMax === undefined ? {} : { shortMax }),
      ...(longMax === undefined ? {} : { longMax }),
    }),
};
