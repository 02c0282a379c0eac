import { done } from '../../../base/outcome';
import { numbersOf, rowOf } from './shared';
import type { LimitKind } from './types';

/** Linear whatever the sum of the weights: what is held scores at least the floor on average. */
export const esgFloor: LimitKind<'esg-floor'> = {
  id: 'esg-floor',
  summary: 'The average ESG score of what is held, weighted, is at least a floor.',
  relations: ['scaling', 'permutation', 'duplicate-split', 'zero-weight'],
  apply: ({ scoreMin }, context) => {
    const scores = numbersOf(context, ({ esgScore }) => esgScore, 'ESG score');
    if (scores.status === 'refused') return scores;
    return done(
      rowOf(
        'ESG floor',
        scores.value.map((score) => score - scoreMin),
        0,
      ),
    );
  },
};
