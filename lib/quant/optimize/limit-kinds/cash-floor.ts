import { done, refused } from '../../../base/outcome';
import { rowOf } from './shared';
import type { LimitKind } from './types';

export const cashFloor: LimitKind<'cash-floor'> = {
  id: 'cash-floor',
  summary: 'At least this much is held in instruments of the class cash.',
  relations: ['scaling', 'permutation', 'duplicate-split', 'zero-weight'],
  apply: ({ min }, { instruments }) => {
    const coefficients = Float64Array.from(instruments, ({ assetClass }) => Number(assetClass === 'cash'));
    if (coefficients.every((entry) => entry === 0)) {
      return refused('bad-input', 'A cash floor needs an instrument of the class cash.', 'cash-floor');
    }
    return done(rowOf('cash floor', coefficients, min));
  },
};
