import { done, type Outcome, refused } from '@/lib/base/outcome';
import { flipPoints } from '@/lib/quant/optimize/flip-points';
import type { AnyProblem } from '@/lib/quant/optimize/types';
import type { OptimizeAnswer } from '@/lib/shared/contracts/optimize';

type Solved = Extract<OptimizeAnswer, { status: 'solved' }>;
type FlipPointsPart = Pick<Solved, 'flipPoints'>;

/** Two solves an asset: beyond this many a request would hold up the others. */
const ASSETS_MAX = 500;

/** Flip points of an optimum, where the request asks for them. */
export function flipPointsPart(
  { flipPoints: isAsked, assets }: { readonly flipPoints?: true; readonly assets: readonly string[] },
  problem: AnyProblem,
  weights: Float64Array,
): Outcome<FlipPointsPart> {
  if (isAsked === undefined) return done({});
  if (assets.length > ASSETS_MAX) {
    return refused('too-large', `Flip points are worked out for at most ${ASSETS_MAX} assets.`, 'flipPoints');
  }
  const points = flipPoints(problem, weights);
  if (points.status === 'refused') return points;
  return done({ flipPoints: points.value.map(({ symbol, ...point }) => ({ asset: symbol, ...point })) });
}

export const NO_OPTIMUM = refused(
  'bad-input',
  'Flip points belong to an optimum, not to a rule or a strategy.',
  'flipPoints',
);
