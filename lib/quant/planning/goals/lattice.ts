import { invariant } from '../../../base/invariant';

/** What a step of time may bring, and what is put in: a lattice of wealth for backward induction. */
export interface LatticeProblem {
  /** For each mix, gross returns of a step, all equally likely. */
  readonly grossReturns: readonly Float64Array[];
  /** The same of the last step, where it is of another length. */
  readonly lastGrossReturns?: readonly Float64Array[];
  /** Put in at the end of each step; length steps. */
  readonly deposits: Float64Array;
  readonly target: number;
  readonly objective: LatticeObjective;
  /** Of the lattice. Default 241. */
  readonly points?: number;
}

/** The odds of the target, or minus the mean square of what is missing as a share of it. */
export type LatticeObjective = 'probability' | 'least-shortfall';

export interface LatticePolicy {
  /** Rising, length points; the first is 0. */
  readonly wealth: Float64Array;
  /** Row-major steps x points: the mix to hold. */
  readonly mix: Uint8Array;
  /** Row-major (steps + 1) x points: value at the start of each step, and at the end. */
  readonly value: Float64Array;
}

const POINTS_DEFAULT = 241;

/** From a fiftieth of the target to four times it: beyond, the answer hardly changes. */
const LEAST_SHARE = 0.02;
const MOST_SHARE = 4;

/** Values as near as this are the same but for rounding; the first mix, the calmest, is then held. */
const TIE = 1e-9;

/**
 * Which mix to hold at each wealth and time, by dynamic programming backwards from the date. Between points of the
 * lattice values are taken on a line in the logarithm of wealth; as that never raises a value above its neighbours, the
 * policy is at least as good on the lattice as holding any one mix throughout.
 *
 * @see Das, Ostrov, Radhakrishnan & Srivastav (2020), "Dynamic Portfolio Allocation in Goals-Based Wealth Management",
 *      Computational Management Science 17
 */
export function bestPolicy(problem: LatticeProblem): LatticePolicy {
  const { grossReturns, lastGrossReturns = grossReturns, deposits, target } = problem;
  invariant(target > 0 && grossReturns.length > 0, 'a lattice needs a target and a mix');
  const wealth = latticePoints(target, problem.points ?? POINTS_DEFAULT);
  const points = wealth.length;
  const steps = deposits.length;
  const placeOf = placesAmong(wealth);
  const value = new Float64Array((steps + 1) * points);
  const mix = new Uint8Array(steps * points);
  const atEnd = endValue(problem);
  value.set(wealth.map(atEnd), steps * points);
  for (let step = steps - 1; step >= 0; step--) {
    const next = value.subarray((step + 1) * points, (step + 2) * points);
    // The last step looks at the target itself: on a line between points its edge would be a slope.
    const isLast = step === steps - 1;
    const worth = isLast ? atEnd : (amount: number): number => valueAt(next, placeOf(amount));
    const choices = isLast ? lastGrossReturns : grossReturns;
    for (let point = 0; point < points; point++) {
      let best = Number.NEGATIVE_INFINITY;
      for (let choice = 0; choice < choices.length; choice++) {
        const expected = expectedValue(choices[choice]!, wealth[point]!, deposits[step]!, worth);
        if (expected > best + TIE) {
          best = expected;
          mix[step * points + point] = choice;
        }
      }
      value[step * points + point] = best;
    }
  }
  return { wealth, mix, value };
}

/** Zero, then points evenly spread in logarithms, the target among them. */
function latticePoints(target: number, points: number): Float64Array {
  const span = Math.log(MOST_SHARE / LEAST_SHARE);
  const spacing = span / (points - 2);
  // Moved so that one point is the target itself, where the value of the end jumps.
  const below = Math.round(-Math.log(LEAST_SHARE) / spacing);
  return Float64Array.from({ length: points }, (_, point) =>
    point === 0 ? 0 : target * Math.exp((point - 1 - below) * spacing),
  );
}

function endValue({ target, objective }: LatticeProblem): (amount: number) => number {
  if (objective === 'probability') return (amount) => (amount >= target ? 1 : 0);
  return (amount) => -((Math.max(0, target - amount) / target) ** 2);
}

function expectedValue(
  gross: Float64Array,
  wealth: number,
  deposit: number,
  worth: (amount: number) => number,
): number {
  let sum = 0;
  for (const growth of gross) sum += worth(wealth * growth + deposit);
  return sum / gross.length;
}

/** Value between two points of the lattice. */
function valueAt(values: Float64Array, place: number): number {
  const below = Math.floor(place);
  if (below >= values.length - 1) return values[values.length - 1]!;
  return values[below]! + (place - below) * (values[below + 1]! - values[below]!);
}

/** Where a wealth lies among the points: 2.5 is in the middle, in logarithms, of the points 2 and 3. */
export function placesAmong(points: Float64Array): (wealth: number) => number {
  const last = points.length - 1;
  const least = points[1]!;
  const spacing = Math.log(points[last]! / least) / (last - 1);
  return (wealth) =>
    wealth < least ? Math.max(0, wealth) / least : Math.min(last, 1 + Math.log(wealth / least) / spacing);
}
