import { dot, matVec } from '../../math/matrix';
import type { NamedLimits } from '../limits';
import type { AbsoluteTerm } from './absolute';
import type { Program, ProgramPoint } from './program';

/**
 * The program over x = w - center: what is left of the objective there is the squared size of x itself, so that a small
 * distance is not the difference of two large numbers.
 */
export function shiftedProgram(program: Program, center: Float64Array): Program {
  const { covariance, limits, caps, quadratic, ridge, linear, tradeCost, costFactor, varianceMax, start } = program;
  const pull = matVec(covariance, center);
  return {
    covariance,
    quadratic,
    ridge,
    costFactor,
    varianceMax,
    limits: shiftedLimits(limits, center),
    caps: caps.map((cap) => ({
      ...cap,
      center: cap.center === undefined ? negated(center) : minus(cap.center, center),
    })),
    linear: linear.map((entry, at) => entry - quadratic * pull[at]! - ridge * center[at]!),
    tradeCost: tradeCost === undefined ? undefined : shiftedTerm(tradeCost, center),
    ...(start === undefined ? {} : { start: { ...start, weights: minus(start.weights, center) } }),
  };
}

/** Weights on a bound stand on it exactly. */
export function shiftedBack(point: ProgramPoint, { limits }: Program, center: Float64Array): ProgramPoint {
  const weights = point.weights.map((entry, at) => {
    const low = limits.lower[at]!;
    const high = limits.upper[at]!;
    if (entry === low - center[at]!) return low;
    return entry === high - center[at]! ? high : entry + center[at]!;
  });
  return { ...point, weights };
}

const minus = (left: Float64Array, right: Float64Array): Float64Array => left.map((entry, at) => entry - right[at]!);
const negated = (vector: Float64Array): Float64Array => vector.map((entry) => -entry);

const shiftedTerm = <T extends AbsoluteTerm>(term: T, center: Float64Array): T => ({
  ...term,
  center: minus(term.center, center),
});

function shiftedLimits(limits: NamedLimits, center: Float64Array): NamedLimits {
  const { lower, upper, rows, absoluteRows } = limits;
  return {
    ...limits,
    lower: minus(lower, center),
    upper: minus(upper, center),
    rows: rows.map((row) => {
      const shift = dot(row.coefficients, center);
      return { ...row, min: row.min - shift, max: row.max - shift };
    }),
    absoluteRows: absoluteRows.map((row) => shiftedTerm(row, center)),
  };
}
