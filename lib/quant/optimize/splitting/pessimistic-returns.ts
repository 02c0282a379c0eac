import type { NamedLimits } from '../limits';
import type { RobustBox } from '../types';
import type { AbsoluteTerm } from './absolute';

/**
 * Expected returns less kappa errors where a weight can only be held, plus as many where it can only be short; where it can
 * be either, the loss of |weight| has its kink at zero and joins the trading costs.
 *
 * @param tradeCost has no kink elsewhere for a weight that can be on both sides; see validate-robust.ts
 */
export function pessimisticReturns(
  expectedReturns: Float64Array,
  { kappa, standardErrors }: RobustBox,
  { lower, upper }: NamedLimits,
  tradeCost: AbsoluteTerm | undefined,
): { readonly linear: Float64Array; readonly tradeCost: AbsoluteTerm | undefined } {
  const size = expectedReturns.length;
  const center = tradeCost?.center.slice() ?? new Float64Array(size);
  const up = tradeCost?.up.slice() ?? new Float64Array(size);
  const down = tradeCost?.down.slice() ?? new Float64Array(size);
  let hasKink = tradeCost !== undefined;
  const linear = expectedReturns.map((expected, at) => {
    const loss = kappa * standardErrors[at]!;
    if (lower[at]! >= 0) return expected - loss;
    if (upper[at]! <= 0) return expected + loss;
    if (loss > 0) {
      hasKink = true;
      center[at] = 0;
      up[at]! += loss;
      down[at]! += loss;
    }
    return expected;
  });
  return { linear, tradeCost: hasKink ? { center, up, down } : undefined };
}
