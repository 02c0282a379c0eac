import type { ObjectiveMethod } from '../objective-method';
import type { MinTrackingError } from '../types';
import { programTangentOf, searchAsProgram } from './shared';

/**
 * Least tracking error to the benchmark: minimises 1/2 (w - b)'S(w - b), the least variance of what is held beside the
 * benchmark, so it is exact like that one and its gap is measured against that difference alone. The benchmark itself
 * need not be within the limits. Shadow prices are counted in tracking error.
 *
 * @see Roll (1992), "A Mean/Variance Analysis of Tracking Error", Journal of Portfolio Management 18(4), 13-22
 */
export const minTrackingError: ObjectiveMethod<MinTrackingError> = {
  kind: 'min-tracking-error',
  priceUnit: 'tracking-error',
  isLongOnly: false,
  relations: ['scaling', 'permutation', 'duplicate-split', 'zero-weight', 'limits'],
  solve: searchAsProgram,
  tangent: programTangentOf,
};
