import type { AssetClass } from '../../market/instrument';
import { indexOfDay, KNOWN, type PricePanel } from '../../market/panel';
import type { BacktestFinished } from '../types';
import { type BrinsonEffects, BrinsonLinker } from './brinson';

export interface ClassAttribution {
  readonly portfolioReturn: number;
  readonly benchmarkReturn: number;
  readonly classes: readonly (BrinsonEffects & { readonly assetClass: AssetClass })[];
  /** Fees and taxes, at most 0. */
  readonly other: number;
}

/**
 * Brinson and Fachler's attribution of a run against a mix that is brought back to its weights every day, day by day and
 * linked. The interest of cash outside instruments belongs to the class cash, whose benchmark is the mix's own cash.
 *
 * @param panel      of the run's instruments, in the run's order
 * @param mixWeights length n, summing to one
 */
export function attributeToClasses(
  run: BacktestFinished,
  panel: PricePanel,
  mixWeights: Float64Array,
): ClassAttribution {
  const n = panel.instruments.length;
  const classes = [...new Set<AssetClass>([...panel.instruments.map(({ assetClass }) => assetClass), 'cash'])];
  const classOf = panel.instruments.map(({ assetClass }) => classes.indexOf(assetClass));
  const cash = classes.indexOf('cash');
  const linker = new BrinsonLinker(classes.length);
  const empty = (): Float64Array => new Float64Array(classes.length);
  const benchmarkWeights = empty();
  mixWeights.forEach((weight, i) => (benchmarkWeights[classOf[i]!]! += weight));
  const returnTo = returnsSinceKnown(panel);
  const firstRow = indexOfDay(panel, run.days[0]!)!;
  for (let i = 0; i < n; i++) returnTo(firstRow, i);
  for (let t = 1; t < run.days.length; t++) {
    const before = run.value[t - 1]!;
    const [weights, contributions, benchmarkReturns] = [empty(), empty(), empty()];
    weights[cash] = run.cash[t - 1]! / before;
    contributions[cash] = run.interest[t]! / before;
    const row = indexOfDay(panel, run.days[t]!)!;
    for (let i = 0; i < n; i++) {
      const at = classOf[i]!;
      weights[at]! += run.positionValues[(t - 1) * n + i]! / before;
      contributions[at]! += run.contributions[t * n + i]! / before;
      const share = mixWeights[i]!;
      if (share > 0) benchmarkReturns[at]! += (share / benchmarkWeights[at]!) * returnTo(row, i);
    }
    linker.add(
      { weights, contributions, benchmarkWeights, benchmarkReturns },
      -(run.fees[t]! + run.taxes[t]!) / before,
    );
  }
  const { effects, ...totals } = linker.linked();
  return { ...totals, classes: effects.map((parts, at) => ({ assetClass: classes[at]!, ...parts })) };
}

/**
 * What an instrument of the mix earned up to a row since it was known last, rows asked in rising order; nothing before its
 * first price. The mix holds what has no price at its last one, as the run does: a gap pays with the price that ends it.
 */
function returnsSinceKnown({ instruments, known, layers }: PricePanel): (row: number, column: number) => number {
  const lastKnown = new Float64Array(instruments.length).fill(Number.NaN);
  return (row, column) => {
    const at = row * instruments.length + column;
    if (known[at] === KNOWN.absent) return 0;
    const index = layers.totalReturnIndex[at]!;
    const before = lastKnown[column]!;
    lastKnown[column] = index;
    return Number.isNaN(before) ? 0 : index / before - 1;
  };
}
