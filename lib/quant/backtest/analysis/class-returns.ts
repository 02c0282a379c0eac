import type { AssetClass } from '../../market/instrument';
import { indexOfDay, type PricePanel } from '../../market/panel';
import { equalPartsReturns } from '../../market/returns';

/**
 * The return of each asset class from each row to the next: its instruments with a price on both rows, in equal parts that
 * are brought back on every row, without costs.
 *
 * @param days rows of the panel without a gap between them, whole days since 1970-01-01
 * @returns one path of length rows - 1 a class, simple returns; a class without a price on some row is left out
 */
export function classReturns(panel: PricePanel, days: Int32Array): ReadonlyMap<AssetClass, Float64Array> {
  const rows = Array.from(days.subarray(1), (day) => indexOfDay(panel, day)!);
  const classes = [...new Set(panel.instruments.map(({ assetClass }) => assetClass))];
  const paths = classes.map((assetClass) => {
    const columns = Array.from(panel.instruments.keys()).filter((i) => panel.instruments[i]!.assetClass === assetClass);
    const returns = equalPartsReturns(panel, columns);
    return [assetClass, Float64Array.from(rows, (row) => returns[row]!)] as const;
  });
  return new Map(paths.filter(([, path]) => !path.some(Number.isNaN)));
}
