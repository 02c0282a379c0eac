import { invariant } from '../../../base/invariant';
import { dot } from '../../math/matrix';
import { cvar } from '../../risk/measures/cvar';
import type { Scenarios } from '../../risk/measures/scenarios';
import { sumModel } from '../../risk/measures/sum-model';
import { ellipsoidModel } from '../convex-models/ellipsoid';
import type { ConvexMethod } from '../objective-method';
import type { WassersteinCvar } from '../types';

/**
 * Least conditional value at risk in the worst of all distributions within a type-1 Wasserstein ball around the scenarios:
 * returns may move by the radius on average, as vectors by their 2-norm, to anywhere. That worst case moves the tail along
 * -w, so it is cvar(w) + radius / (1 - confidence) * |w|_2, which spreads the weights. Shadow prices are counted in it.
 *
 * @see Mohajerin Esfahani & Kuhn (2018), "Data-driven distributionally robust optimization using the Wasserstein metric",
 *      Mathematical Programming 171, 115-166, sections 5.1 and 7.1
 */
export const wassersteinCvar: ConvexMethod<WassersteinCvar> = {
  kind: 'wasserstein-cvar',
  priceUnit: 'risk',
  relations: ['scaling', 'permutation', 'zero-weight', 'limits'],
  hasReturn: false,
  lossModel: ({ scenarios, symbols, objective }) => {
    invariant(scenarios !== undefined, 'a ball around scenarios that were asked for at the door');
    const size = symbols.length;
    const length = ellipsoidModel(new Float64Array(size).fill(1), size);
    return sumModel([
      { model: cvar.model(scenarios, objective.confidence), factor: 1 },
      { model: length, factor: perLength(objective) },
    ]);
  },
};

const perLength = ({ radius, confidence }: WassersteinCvar): number => radius / (1 - confidence);

/** What the objective is least in, by its definition: positive is a loss, decimal per period of the scenarios. */
export const worstCaseCvar = (objective: WassersteinCvar, scenarios: Scenarios, weights: Float64Array): number =>
  cvar.value(scenarios, weights, objective.confidence) + perLength(objective) * Math.sqrt(dot(weights, weights));
