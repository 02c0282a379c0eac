import { invariant } from '../../../base/invariant';

/** Rows from `from` to before `end`. */
export interface RowRange {
  readonly from: number;
  readonly end: number;
}

/** What a choice may learn from and what it is then judged on; ranges rise and do not touch each other's rows. */
export interface Split {
  readonly train: readonly RowRange[];
  readonly test: readonly RowRange[];
}

/** Rows kept out of training: so many before each test block, whose outcome they overlap, and so many after it. */
export interface Gaps {
  readonly purge: number;
  readonly embargo: number;
}

/**
 * The rows outside the test blocks, less the purged ones before each block and the embargoed ones after it.
 *
 * @param test rising, inside the observations
 * @see Lopez de Prado (2018), "Advances in Financial Machine Learning", chapter 7.4
 */
function trainingRows(observations: number, test: readonly RowRange[], { purge, embargo }: Gaps): RowRange[] {
  invariant(Number.isInteger(purge) && purge >= 0, `a purge of ${purge} rows`);
  invariant(Number.isInteger(embargo) && embargo >= 0, `an embargo of ${embargo} rows`);
  const train: RowRange[] = [];
  let from = 0;
  for (const block of test) {
    if (block.from - purge > from) train.push({ from, end: block.from - purge });
    from = block.end + embargo;
  }
  if (from < observations) train.push({ from, end: observations });
  return train;
}

export interface WalkForwardPlan extends Gaps {
  readonly observations: number;
  /** Rows before the first test block, the purged ones among them. */
  readonly trainLength: number;
  /** Rows of each test block; the last may be shorter. */
  readonly testLength: number;
  /** `rolling` forgets what is older than the train length; `expanding` keeps everything. */
  readonly window: 'rolling' | 'expanding';
}

/**
 * Test blocks one after the other up to the last row, each behind what a choice could have known before it. Training
 * never comes after its test here, so the embargo has nothing to keep out; it is there for whoever re-uses the gaps.
 *
 * @throws InvariantError when no row is left to train on or to test on
 */
export function walkForwardSplits(plan: WalkForwardPlan): Split[] {
  const { observations, trainLength, testLength, window } = plan;
  invariant(trainLength > plan.purge, `a purge of ${plan.purge} rows leaves nothing of ${trainLength} to train on`);
  invariant(testLength >= 1 && observations > trainLength, `${observations} rows leave nothing to test on`);
  const splits: Split[] = [];
  for (let from = trainLength; from < observations; from += testLength) {
    const test = [{ from, end: Math.min(from + testLength, observations) }];
    const known = trainingRows(observations, test, plan).filter((range) => range.end <= from);
    const oldest = window === 'rolling' ? from - trainLength : 0;
    splits.push({ train: known.map((range) => ({ from: Math.max(range.from, oldest), end: range.end })), test });
  }
  return splits;
}

export interface CombinatorialPlan extends Gaps {
  readonly observations: number;
  /** The rows are cut into so many groups of near-equal length. */
  readonly groups: number;
  /** So many of them are kept for testing at a time. */
  readonly testGroups: number;
}

export interface CombinatorialSplits {
  /** C(groups, testGroups), in lexicographic order of the tested groups. */
  readonly splits: readonly Split[];
  readonly groups: readonly RowRange[];
  /** C(groups - 1, testGroups - 1) whole histories: for each group in time order, the split that judges it. */
  readonly paths: readonly (readonly number[])[];
}

/**
 * Combinatorial purged cross-validation: every choice of test groups, and the whole out-of-sample histories that can be
 * put together from them; each path tests every row once, and all paths together use each (split, tested group) once.
 *
 * @throws InvariantError on fewer than one or not fewer test groups than groups, or groups without rows
 * @see Lopez de Prado (2018), "Advances in Financial Machine Learning", chapter 12.4
 */
export function combinatorialSplits(plan: CombinatorialPlan): CombinatorialSplits {
  const { observations, groups: count, testGroups } = plan;
  invariant(testGroups >= 1 && testGroups < count, `${testGroups} test groups of ${count}`);
  invariant(observations >= count, `${observations} rows in ${count} groups`);
  const startOf = (group: number): number => Math.floor((group * observations) / count);
  const groups = Array.from({ length: count }, (_, g) => ({ from: startOf(g), end: startOf(g + 1) }));
  const chosen = subsets(count, testGroups);
  const splits = chosen.map((tested): Split => {
    const test = joined(tested.map((group) => groups[group]!));
    return { train: trainingRows(observations, test, plan), test };
  });
  const splitsOfGroup = groups.map((_, group) =>
    chosen.flatMap((tested, split) => (tested.includes(group) ? [split] : [])),
  );
  const paths = splitsOfGroup[0]!.map((_, path) => splitsOfGroup.map((ofGroup) => ofGroup[path]!));
  return { splits, groups, paths };
}

/** Every choice of `size` numbers below `count`, each rising, in lexicographic order. */
export function subsets(count: number, size: number): number[][] {
  const found: number[][] = [];
  const extend = (chosen: readonly number[]): void => {
    if (chosen.length === size) {
      found.push([...chosen]);
      return;
    }
    for (let next = (chosen.at(-1) ?? -1) + 1; next < count; next++) extend([...chosen, next]);
  };
  extend([]);
  return found;
}

/** Neighbours become one range, so that nothing is purged between them. */
function joined(ranges: readonly RowRange[]): RowRange[] {
  const result: RowRange[] = [];
  for (const range of ranges) {
    const last = result.at(-1);
    if (last !== undefined && last.end === range.from) result[result.length - 1] = { from: last.from, end: range.end };
    else result.push(range);
  }
  return result;
}
