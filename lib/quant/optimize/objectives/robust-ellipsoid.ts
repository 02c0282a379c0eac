import { halfVarianceModel } from '../../risk/measures/covariance-models';
import { sumModel } from '../../risk/measures/sum-model';
import { ellipsoidModel } from '../convex-models/ellipsoid';
import type { ConvexMethod } from '../objective-method';
import type { RobustEllipsoid } from '../types';

/**
 * Most utility when the expected returns are, together, as far off as an ellipsoid allows:
 * mu'w - kappa * sqrt(w'Ow) - riskAversion / 2 * variance. Where what is surely known suffices, nothing doubtful is held
 * at all. Shadow prices are counted in that worst utility.
 *
 * @see Goldfarb & Iyengar (2003), "Robust Portfolio Selection Problems", Mathematics of Operations Research 28(1), 1-38
 * @see Ceria & Stubbs (2006), "Incorporating Estimation Errors into Portfolio Selection", J. Asset Management 7(2), 109-127
 */
export const robustEllipsoid: ConvexMethod<RobustEllipsoid> = {
  kind: 'robust-ellipsoid',
  priceUnit: 'utility',
  relations: ['permutation', 'zero-weight', 'limits'],
  hasReturn: true,
  lossModel: ({ covariance, symbols, objective }) => {
    const { riskAversion, kappa, errorCovariance } = objective;
    const doubt = { model: ellipsoidModel(errorCovariance, symbols.length), factor: kappa };
    return sumModel([{ model: halfVarianceModel(covariance), factor: riskAversion }, doubt]);
  },
};
