import { done } from '../../../base/outcome';
import { marksOf } from './shared';
import type { LimitKind } from './types';

/** Non-convex in general: see risk-shares/optimize-shares.ts for what is promised. */
export const riskContribution: LimitKind<'risk-contribution'> = {
  id: 'risk-contribution',
  summary: 'Each of the named instruments (all when none is named) carries at most a share of the variance.',
  relations: ['scaling', 'permutation', 'zero-weight'],
  apply: ({ symbols, max }, context) => {
    const marks = marksOf(context, symbols, 'symbols');
    if (marks.status === 'refused') return marks;
    return done({ riskContributionMax: Float64Array.from(marks.value, (mark) => (mark === 0 ? Infinity : max)) });
  },
};
