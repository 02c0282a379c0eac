import type { ConstructionMethod } from './construction-method';
import { built, equalShares } from './shared';
import type { EqualWeight } from './types';

/**
 * 1/n: needs no estimate, and so errs in none.
 * @see DeMiguel, Garlappi & Uppal (2009), "Optimal Versus Naive Diversification", Review of Financial Studies 22(5), 1915-1953
 */
export const equalWeight: ConstructionMethod<EqualWeight> = {
  kind: 'equal-weight',
  needs: [],
  relations: ['scaling', 'permutation', 'zero-weight', 'limits'],
  build: ({ symbols }) => built(equalShares(symbols.length)),
};
