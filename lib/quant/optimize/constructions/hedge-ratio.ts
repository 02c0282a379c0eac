import type { ConstructionMethod } from './construction-method';
import { built, refuse } from './shared';
import type { HedgeRatio } from './types';

/**
 * The mix of two instruments with the least variance, in closed form: the hedge's share is
 * (s_h^2 - s_hb) / (s_h^2 + s_b^2 - 2 s_hb), h held and b hedge. Beside it the hedge ratio -s_hb / s_b^2: what to add to
 * one unit held, financed from outside, and the share of the variance that this takes away, the squared correlation.
 *
 * @see Johnson (1960), "The Theory of Hedging and Speculation in Commodity Futures", Review of Economic Studies 27(3)
 */
export const hedgeRatio: ConstructionMethod<HedgeRatio> = {
  kind: 'hedge-ratio',
  needs: [],
  relations: ['scaling', 'permutation', 'duplicate-split', 'zero-weight', 'limits'],
  build: ({ symbols, covariance, request: { held, hedge } }) => {
    const heldAt = symbols.indexOf(held);
    const hedgeAt = symbols.indexOf(hedge);
    if (heldAt < 0) return refuse(`${held} is not among the instruments that may be held.`, 'objective.held');
    if (hedgeAt < 0) return refuse(`${hedge} is not among the instruments that may be held.`, 'objective.hedge');
    if (heldAt === hedgeAt) return refuse(`${held} cannot hedge itself.`, 'objective.hedge');
    const size = symbols.length;
    const heldVariance = covariance[heldAt * size + heldAt]!;
    const hedgeVariance = covariance[hedgeAt * size + hedgeAt]!;
    const shared = covariance[heldAt * size + hedgeAt]!;
    const difference = heldVariance + hedgeVariance - 2 * shared;
    if (!(difference > 0)) {
      return refuse(`${held} and ${hedge} move as one, so no mix of them is calmer than another.`, 'covariance');
    }
    const weights = new Float64Array(size);
    weights[hedgeAt] = (heldVariance - shared) / difference;
    weights[heldAt] = (hedgeVariance - shared) / difference;
    const findings =
      heldVariance > 0 && hedgeVariance > 0
        ? [
            { name: 'hedgeRatio', of: hedge, value: -shared / hedgeVariance },
            { name: 'varianceTakenAway', of: held, value: shared ** 2 / (heldVariance * hedgeVariance) },
          ]
        : [];
    return built(weights, { findings });
  },
};
