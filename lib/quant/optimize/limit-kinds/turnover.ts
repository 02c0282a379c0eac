import { done } from '../../../base/outcome';
import type { LimitKind } from './types';

export const turnover: LimitKind<'turnover'> = {
  id: 'turnover',
  summary: 'At most this share of the money moves: half the sum of what is bought and sold.',
  relations: ['scaling', 'permutation', 'duplicate-split', 'zero-weight'],
  apply: ({ max }) => done({ turnoverMax: max }),
};
