import { invariant } from '../../base/invariant';

export interface SimplexMinimum {
  readonly point: Float64Array;
  readonly value: number;
  readonly evaluations: number;
  readonly isConverged: boolean;
}

interface Vertex {
  readonly point: Float64Array;
  readonly value: number;
}

/** Values of a simplex at rest differ by rounding alone. */
const VALUE_SPREAD_MAX = 1e-14;
/** And its corners by the square root of that. */
const POINT_SPREAD_MAX = 1e-7;

/**
 * Minimum of a function of a few variables without derivatives, from a start and a first step along each axis. A point
 * the function does not allow may be Infinity.
 *
 * @param evaluationsMax about 200 a variable reach what doubles allow on smooth functions
 * @throws InvariantError when the start itself is not allowed
 * @see Nelder & Mead (1965), "A Simplex Method for Function Minimization", The Computer Journal 7(4), 308-313
 */
export function nelderMead(
  valueAt: (point: Float64Array) => number,
  start: Float64Array,
  step: number,
  evaluationsMax: number,
): SimplexMinimum {
  let evaluations = 0;
  const vertexAt = (point: Float64Array): Vertex => {
    evaluations += 1;
    const value = valueAt(point);
    return { point, value: Number.isNaN(value) ? Infinity : value };
  };
  const simplex = [vertexAt(start)];
  invariant(Number.isFinite(simplex[0]!.value), `the function is ${simplex[0]!.value} at its start`);
  for (let axis = 0; axis < start.length; axis++) {
    simplex.push(vertexAt(start.map((value, at) => (at === axis ? value + step : value))));
  }
  let isConverged = false;
  while (!isConverged && evaluations < evaluationsMax) {
    simplex.sort((left, right) => left.value - right.value);
    isConverged = isAtRest(simplex);
    if (!isConverged) improve(simplex, vertexAt);
  }
  simplex.sort((left, right) => left.value - right.value);
  return { ...simplex[0]!, evaluations, isConverged };
}

function isAtRest(simplex: readonly Vertex[]): boolean {
  const best = simplex[0]!;
  const worst = simplex.at(-1)!;
  if (!(worst.value - best.value <= VALUE_SPREAD_MAX * (1 + Math.abs(best.value)))) return false;
  return simplex.every(({ point }) =>
    point.every((value, at) => Math.abs(value - best.point[at]!) <= POINT_SPREAD_MAX * (1 + Math.abs(value))),
  );
}

/** One move of a sorted simplex: reflect the worst corner, go further, come back, or shrink around the best. */
function improve(simplex: Vertex[], vertexAt: (point: Float64Array) => Vertex): void {
  const last = simplex.length - 1;
  const worst = simplex[last]!;
  const centre = worst.point.map((_, at) => {
    let sum = 0;
    for (let corner = 0; corner < last; corner++) sum += simplex[corner]!.point[at]!;
    return sum / last;
  });
  const along = (reach: number): Vertex =>
    vertexAt(centre.map((middle, at) => middle + reach * (worst.point[at]! - middle)));
  const reflected = along(-1);
  if (reflected.value < simplex[0]!.value) {
    const further = along(-2);
    simplex[last] = further.value < reflected.value ? further : reflected;
    return;
  }
  if (reflected.value < simplex[last - 1]!.value) {
    simplex[last] = reflected;
    return;
  }
  const isOutside = reflected.value < worst.value;
  const back = along(isOutside ? -0.5 : 0.5);
  if (back.value < (isOutside ? reflected.value : worst.value)) {
    simplex[last] = back;
    return;
  }
  const best = simplex[0]!.point;
  for (let corner = 1; corner <= last; corner++) {
    simplex[corner] = vertexAt(simplex[corner]!.point.map((value, at) => (value + best[at]!) / 2));
  }
}
