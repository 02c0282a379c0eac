import type { ObjectiveMethod } from '../objective-method';
import type { RobustBox } from '../types';
import { programTangentOf, searchAsProgram } from './shared';

/**
 * Most utility when every expected return is as far off as its box allows, in the direction that hurts. Long only that is
 * a quadratic program with lower expected returns; with shorts it has a kink at zero, and weights worth less than their
 * doubt stay there. Shadow prices are counted in that worst utility.
 *
 * @see Tütüncü & Koenig (2004), "Robust Asset Allocation", Annals of Operations Research 132, 157-187
 */
export const robustBox: ObjectiveMethod<RobustBox> = {
  kind: 'robust-box',
  priceUnit: 'utility',
  isLongOnly: false,
  relations: ['permutation', 'duplicate-split', 'zero-weight', 'limits'],
  solve: searchAsProgram,
  tangent: programTangentOf,
};
