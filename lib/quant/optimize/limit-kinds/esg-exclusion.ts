import { done } from '../../../base/outcome';
import { numbersOf, shutOut } from './shared';
import type { LimitKind } from './types';

export const esgExclusion: LimitKind<'esg-exclusion'> = {
  id: 'esg-exclusion',
  summary: 'Instruments with an ESG score below a minimum are not held.',
  relations: ['scaling', 'permutation', 'duplicate-split', 'zero-weight'],
  apply: ({ scoreMin }, context) => {
    const scores = numbersOf(context, ({ esgScore }) => esgScore, 'ESG score');
    if (scores.status === 'refused') return scores;
    const marks = Uint8Array.from(scores.value, (score) => Number(score < scoreMin));
    return done(shutOut(context, marks, 'excluded (ESG)'));
  },
};
