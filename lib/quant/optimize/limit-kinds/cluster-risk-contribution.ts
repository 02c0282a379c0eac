import { done } from '../../../base/outcome';
import type { LimitKind } from './types';

export const clusterRiskContribution: LimitKind<'cluster-risk-contribution'> = {
  id: 'cluster-risk-contribution',
  summary: 'Each cluster of instruments that move together carries at most a share of the variance.',
  relations: ['scaling', 'permutation', 'duplicate-split'],
  apply: ({ max, clusters }) => done({ clusterRiskMax: { max, ...(clusters === undefined ? {} : { clusters }) } }),
};
