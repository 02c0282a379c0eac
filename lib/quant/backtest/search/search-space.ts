import { invariant } from '../../../base/invariant';

/** One thing that is varied. The values of an ordered one lie on a line, so that neighbours resemble each other. */
export interface SearchDimension {
  readonly id: string;
  readonly values: readonly (string | number)[];
  readonly isOrdered: boolean;
}

/** Every combination of one value a dimension; the last dimension turns fastest. */
export type SearchSpace = readonly SearchDimension[];

export const combinationCount = (space: SearchSpace): number =>
  space.reduce((count, { values }) => count * values.length, 1);

/** Which value of each dimension a combination takes. @param index below the number of combinations */
export function choiceAt(space: SearchSpace, index: number): number[] {
  invariant(
    Number.isInteger(index) && index >= 0 && index < combinationCount(space),
    `there is no combination ${index}`,
  );
  let rest = index;
  const choice = new Array<number>(space.length).fill(0);
  for (let d = space.length - 1; d >= 0; d--) {
    const { length } = space[d]!.values;
    choice[d] = rest % length;
    rest = Math.floor(rest / length);
  }
  return choice;
}

/** Coordinates in the unit cube: an ordered dimension is one of them, one without order has one for each value. */
export function coordinatesOf(space: SearchSpace, index: number): Float64Array {
  const choice = choiceAt(space, index);
  return Float64Array.from(
    space.flatMap(({ values, isOrdered }, d) => {
      const at = choice[d]!;
      if (isOrdered) return [values.length === 1 ? 0.5 : at / (values.length - 1)];
      // Two different values are then at distance one.
      return values.map((_, value) => (value === at ? Math.SQRT1_2 : 0));
    }),
  );
}
