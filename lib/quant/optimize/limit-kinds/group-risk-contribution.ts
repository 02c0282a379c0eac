import { done } from '../../../base/outcome';
import { groupMarks } from './shared';
import type { LimitKind } from './types';

export const groupRiskContribution: LimitKind<'group-risk-contribution'> = {
  id: 'group-risk-contribution',
  summary: 'The instruments of one asset class, sector or region together carry at most a share of the variance.',
  relations: ['scaling', 'permutation', 'duplicate-split', 'zero-weight'],
  apply: ({ by, of, max }, context) => {
    const group = groupMarks(context, by, of);
    if (group.status === 'refused') return group;
    const { name, members } = group.value;
    return done({ riskShares: [{ name: `${name} risk contribution`, members, max }] });
  },
};
