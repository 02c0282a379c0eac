import { done } from '../../../base/outcome';
import { numbersOf, rowOf } from './shared';
import type { LimitKind } from './types';

export const factorExposure: LimitKind<'factor-exposure'> = {
  id: 'factor-exposure',
  summary: "The weighted sum of the instruments' exposures to one factor stays between a minimum and a maximum.",
  relations: ['scaling', 'permutation', 'duplicate-split', 'zero-weight'],
  apply: ({ factor, min, max }, context) => {
    const exposures = numbersOf(context, ({ factors }) => factors?.[factor], `exposure to ${factor}`);
    return exposures.status === 'refused' ? exposures : done(rowOf(`exposure to ${factor}`, exposures.value, min, max));
  },
};
