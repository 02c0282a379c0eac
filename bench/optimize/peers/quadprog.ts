// No types are published for quadprog; its arrays count from 1.
import quadprog from 'quadprog';
import { invariant } from '@/lib/base/invariant';
import type { ProgramInput } from '../../shared/task';

const fromOne = <T>(values: readonly T[]): T[] => [undefined as T, ...values];

/** The npm package quadprog (a port of R's) on the first linear term; its input is made inside the clock, as ours is. */
export function solveByQuadprog(input: ProgramInput): Float64Array {
  const { size, hessian, linears, lower, upper, rows, rowMin, rowMax } = input;
  const normals: Float64Array[] = [];
  const sides: number[] = [];
  const add = (normal: Float64Array, min: number): void => {
    normals.push(normal);
    sides.push(min);
  };
  let equations = 0;
  for (let row = 0; row < rowMin.length; row++) {
    if (rowMin[row] !== rowMax[row]) continue;
    add(rows.slice(row * size, (row + 1) * size), rowMin[row]!);
    equations++;
  }
  for (let row = 0; row < rowMin.length; row++) {
    if (rowMin[row] === rowMax[row]) continue;
    const coefficients = rows.slice(row * size, (row + 1) * size);
    if (rowMin[row]! > -Infinity) add(coefficients, rowMin[row]!);
    if (rowMax[row]! < Infinity)
      add(
        coefficients.map((entry) => -entry),
        -rowMax[row]!,
      );
  }
  for (let at = 0; at < size; at++) {
    const unit = new Float64Array(size);
    unit[at] = 1;
    add(unit, lower[at]!);
    add(
      unit.map((entry) => -entry),
      -upper[at]!,
    );
  }
  const range = Array.from({ length: size }, (_, at) => at);
  const outcome = quadprog.solveQP(
    fromOne(range.map((row) => fromOne(range.map((column) => hessian[row * size + column]!)))),
    fromOne(range.map((at) => linears[at]!)),
    fromOne(range.map((at) => fromOne(normals.map((normal) => normal[at]!)))),
    fromOne(sides),
    equations,
  );
  invariant(outcome.message === '', `quadprog: ${outcome.message}`);
  return Float64Array.from(outcome.solution.slice(1));
}
