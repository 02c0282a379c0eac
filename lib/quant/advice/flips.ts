import { flipPoints } from '../optimize/flip-points';
import type { Fact } from '../policy/types';
import type { RiskyAllocation } from '../strategy/types';

const FLIPS_SHOWN = 2;
/** Whether a smaller holding stays or goes changes little. */
const WEIGHT_MIN = 0.02;

/** The holdings nearest to being dropped: what they must be expected to earn to stay, everything else as it is. */
export function flipFacts({ problem, solution }: RiskyAllocation): readonly Fact[] {
  const held = [...problem.symbols.keys()].filter((column) => solution.weights[column]! >= WEIGHT_MIN);
  const points = flipPoints(problem, solution.weights, held);
  if (points.status === 'refused') return [];
  return points.value
    .toSorted((left, right) => left.expectedReturn - left.flipReturn - (right.expectedReturn - right.flipReturn))
    .slice(0, FLIPS_SHOWN)
    .map(({ symbol, expectedReturn, flipReturn }) => ({
      key: 'plan.flips',
      values: { symbol, expectedReturn, flipReturn },
    }));
}
