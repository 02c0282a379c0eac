import { done } from '../../../base/outcome';
import type { LimitKind } from './types';

export const holdings: LimitKind<'holdings'> = {
  id: 'holdings',
  summary: 'At most so many instruments are held, and whatever is held has at least a minimum weight.',
  relations: ['scaling', 'permutation', 'zero-weight'],
  apply: ({ countMax, weightMinIfHeld }) =>
    done({
      ...(countMax === undefined ? {} : { assetsMax: countMax }),
      ...(weightMinIfHeld === undefined ? {} : { weightMinIfHeld }),
    }),
};
