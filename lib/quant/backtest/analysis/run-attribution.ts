import { invariant } from '../../../base/invariant';
import type { AssetClass } from '../../market/instrument';
import { growthOf } from '../../risk/metric-parts';
import type { BacktestFinished } from '../types';
import { type BrinsonEffects, brinsonFachler, EffectSums } from './brinson';
import { carinoFactor } from './linking';
import { runReturns } from './run-returns';

export interface RunAttribution {
  /** Decimals a year, compounded: what the effects sum to the difference of. */
  readonly ownReturn: number;
  readonly benchmarkReturn: number;
  readonly classes: readonly ClassPart[];
  /** Costs, fees and taxes of the run less those of the benchmark; with the effects it sums to the difference of the two. */
  readonly other: number;
}

export interface ClassPart extends BrinsonEffects {
  readonly assetClass: AssetClass;
  /** Mean share of the value at the start of each row. */
  readonly ownShare: number;
  readonly benchmarkShare: number;
}

/** What rounding leaves of a class that was sold: a purchase divided by so little would be a return of any size. */
const REMNANT_MAX = 1e-3;

/**
 * Brinson and Fachler's attribution of one run against another over the same rows, row by row and linked by Carino's
 * factors. Both are measured before the costs of trading, which stand apart with fees and taxes; cash outside instruments
 * belongs to the class cash. A class that the benchmark does not hold has no return there to select against: all of it is
 * allocation.
 *
 * @param classes length n, in the order of the symbols of both runs
 * @param years   over which the returns are spread; 1 leaves them as they are
 * @throws InvariantError on runs over other rows or symbols, and on money from outside
 * @see Brinson & Fachler (1985), "Measuring Non-US Equity Portfolio Performance", J. Portfolio Management 11(3)
 */
export function attributeToRun(
  run: BacktestFinished,
  benchmark: BacktestFinished,
  classes: readonly AssetClass[],
  years: number,
): RunAttribution {
  invariant(
    run.days.length === benchmark.days.length && run.days.every((day, row) => day === benchmark.days[row]),
    'runs over other rows cannot be compared',
  );
  invariant(run.symbols.join() === benchmark.symbols.join(), 'runs of other symbols cannot be compared');
  for (const { flows } of [run, benchmark])
    invariant(
      flows.subarray(1).every((flow) => flow === 0),
      'money from outside',
    );
  const names = [...new Set<AssetClass>([...classes, 'cash'])];
  const [own, theirs] = [runReturns(run), runReturns(benchmark)];
  const rowsOf = classRows(run, classes, names);
  const benchmarkRowsOf = classRows(benchmark, classes, names);
  const sums = new EffectSums(names.length);
  const shares = names.map(() => ({ ownShare: 0, benchmarkShare: 0 }));
  for (let t = 1; t < run.days.length; t++) {
    const [mine, other] = [rowsOf(t), benchmarkRowsOf(t)];
    sums.add(rowEffects(mine, other), carinoFactor(own[t - 1]!, theirs[t - 1]));
    shares.forEach((share, at) => {
      share.ownShare += mine.weights[at]! / own.length;
      share.benchmarkShare += other.weights[at]! / own.length;
    });
  }
  const [ownReturn, benchmarkReturn] = [growthOf(own) ** (1 / years) - 1, growthOf(theirs) ** (1 / years) - 1];
  // The rows sum to the difference of the logarithms over all years; a year's share of it is turned back into returns.
  const scale = years * carinoFactor(ownReturn, benchmarkReturn);
  const parts = sums.linked(scale).map((effects, at) => ({ assetClass: names[at]!, ...shares[at]!, ...effects }));
  const explained = parts.reduce((sum, part) => sum + part.allocation + part.selection + part.interaction, 0);
  return { ownReturn, benchmarkReturn, classes: parts, other: ownReturn - benchmarkReturn - explained };
}

/** One entry a class: the share at the start of the row, and what the class added before the costs of trading it. */
interface ClassRow {
  readonly weights: Float64Array;
  readonly contributions: Float64Array;
}

function classRows(
  run: BacktestFinished,
  classes: readonly AssetClass[],
  names: readonly AssetClass[],
): (row: number) => ClassRow {
  const { value, cash, interest, positionValues, contributions, symbols, days, trades } = run;
  const [n, K] = [classes.length, names.length];
  const at = classes.map((assetClass) => names.indexOf(assetClass));
  const atOf = new Map(symbols.map((symbol, i) => [symbol, at[i]!]));
  const rowOf = new Map(Array.from(days, (day, row) => [day, row]));
  const costs = new Float64Array(days.length * K);
  for (const { day, symbol, cost } of trades) costs[rowOf.get(day)! * K + atOf.get(symbol)!]! += cost;
  return (row) => {
    const before = value[row - 1]!;
    const weights = new Float64Array(K);
    const added = costs.slice(row * K, (row + 1) * K);
    weights[names.indexOf('cash')]! += cash[row - 1]!;
    added[names.indexOf('cash')]! += interest[row]!;
    for (let i = 0; i < n; i++) {
      weights[at[i]!]! += positionValues[(row - 1) * n + i]!;
      added[at[i]!]! += contributions[row * n + i]!;
    }
    return { weights: weights.map((held) => held / before), contributions: added.map((gain) => gain / before) };
  };
}

function rowEffects(own: ClassRow, theirs: ClassRow): BrinsonEffects[] {
  const isHeld = (weight: number): boolean => Math.abs(weight) > REMNANT_MAX;
  const effects = brinsonFachler({
    ...own,
    benchmarkWeights: theirs.weights.map((weight) => (isHeld(weight) ? weight : 0)),
    benchmarkReturns: theirs.weights.map((weight, at) => (isHeld(weight) ? theirs.contributions[at]! / weight : 0)),
  });
  return effects.map(({ allocation, selection, interaction }, at) => {
    // What the benchmark bought into a class that day counts as its holding that class.
    if (!isHeld(theirs.weights[at]!))
      return { allocation: allocation - theirs.contributions[at]!, selection, interaction };
    if (isHeld(own.weights[at]!)) return { allocation, selection, interaction };
    return { allocation, selection: 0, interaction: selection + interaction };
  });
}
