import { done } from '../../../base/outcome';
import { numbersOf, rowOf } from './shared';
import type { LimitKind } from './types';

export const betaExposure: LimitKind<'beta-exposure'> = {
  id: 'beta-exposure',
  summary: "The portfolio's beta, the weighted sum of its instruments' betas, stays between a minimum and a maximum.",
  relations: ['scaling', 'permutation', 'duplicate-split', 'zero-weight'],
  apply: ({ min, max }, context) => {
    const betas = numbersOf(context, ({ beta }) => beta, 'beta');
    return betas.status === 'refused' ? betas : done(rowOf('beta', betas.value, min, max));
  },
};
