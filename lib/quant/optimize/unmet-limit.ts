import { dot, maxAbs } from '../math/matrix';
import { PRIMAL_TOLERANCE } from './certificate';
import { nameOfBound, type NamedLimits, rowLimitName, type Side } from './limits';
import { absoluteValue, steepest } from './splitting/absolute';

/** The first row that weights break by more than a certificate forgives, in units of its largest coefficient. */
export function unmetRow({ rows, absoluteRows, weightScale }: NamedLimits, weights: Float64Array): string | undefined {
  const isOver = (excess: number, unit: number): boolean => excess > PRIMAL_TOLERANCE * weightScale * (unit || 1);
  for (const row of rows) {
    const value = dot(row.coefficients, weights);
    const unit = maxAbs(row.coefficients);
    if (isOver(row.min - value, unit)) return rowLimitName(row, 'min');
    if (isOver(value - row.max, unit)) return rowLimitName(row, 'max');
  }
  return absoluteRows.find((row) => isOver(absoluteValue(row, weights) - row.max, steepest(row)))?.name;
}

/** The first bound that they break, by the same measure. */
export function unmetBound(limits: NamedLimits, weights: Float64Array): string | undefined {
  const { lower, upper, weightScale } = limits;
  const tolerance = PRIMAL_TOLERANCE * weightScale;
  const nameOf = (side: Side, isUnmet: (weight: number, at: number) => boolean): string | undefined => {
    const at = weights.findIndex(isUnmet);
    return at < 0 ? undefined : nameOfBound(limits, at, side);
  };
  return (
    nameOf('min', (weight, at) => lower[at]! - weight > tolerance) ??
    nameOf('max', (weight, at) => weight - upper[at]! > tolerance)
  );
}
