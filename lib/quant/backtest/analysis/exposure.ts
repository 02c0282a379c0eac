import type { AssetClass } from '../../market/instrument';
import type { BacktestFinished } from '../types';

/**
 * Share of the value in each class at the close of each row; cash outside instruments counts as cash.
 *
 * @param classes length n, in the order of the run's symbols
 * @returns one path of rows a class that is ever held, and cash; they sum to one
 */
export function classExposure(
  { value, cash, positionValues }: Pick<BacktestFinished, 'value' | 'cash' | 'positionValues'>,
  classes: readonly AssetClass[],
): ReadonlyMap<AssetClass, Float64Array> {
  const n = classes.length;
  const paths = new Map<AssetClass, Float64Array>([['cash', cash.map((amount, row) => amount / value[row]!)]]);
  classes.forEach((assetClass, i) => {
    const path = paths.get(assetClass) ?? new Float64Array(value.length);
    for (let row = 0; row < value.length; row++) path[row]! += positionValues[row * n + i]! / value[row]!;
    if (path.some((share) => share !== 0)) paths.set(assetClass, path);
  });
  return paths;
}
