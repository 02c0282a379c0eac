import { matVec } from '../../math/matrix';
import { groupShift, levelShares, nothingSeen, type Pairs, readPair, takeUpPeaks } from './drawdown-pairs';
import { drawdownsOf } from './drawdown-path';
import type { RiskModel } from './measure';
import { addRows, addSpread, largestAverage } from './shared';

/**
 * Measures that are the largest weighted average of drawdowns, when each period's weight is capped:
 *   max { sum q_ts (level_s - level_t) : q >= 0, sum over s of q_ts <= cap_t, sum of all q <= 1 },
 * s running over the periods before t that may be its peak. They are taken up as they come into sight; rounded and settled
 * as in capped-average.ts.
 *
 * @see Chekhlov, Uryasev & Zabarankin (2005), "Drawdown measure in portfolio optimization", International Journal of
 *      Theoretical and Applied Finance 8(1), 13-58
 */
export interface CappedDrawdown {
  /** Row-major (T + 1) x n, see drawdown-path.ts. */
  readonly sums: Float64Array;
  /** Length T. */
  readonly caps: Float64Array;
  /** Length T. */
  readonly probabilities: Float64Array;
}

const THRESHOLD_STEPS_MAX = 200;
const SUM_ROUNDING = 1e-15;
/** First width: a period's weight goes from zero to its cap over this share of the mean drawdown. */
const FIRST_WIDTH_SHARE = 0.5;

/** @returns the model, with the sum of the weights of each period that are best at the last place */
export function cappedDrawdownModel(form: CappedDrawdown): RiskModel & { readonly shares: () => Float64Array } {
  const { sums, caps, probabilities } = form;
  const count = caps.length;
  const size = sums.length / (count + 1);
  const seen = nothingSeen(count);
  let width = 0;
  let shift = 0;
  const shifts = new Float64Array(count);
  return {
    imageOf: (weights) => matVec(sums, weights),
    refine: (levels) => takeUpPeaks(seen, levels),
    evaluate: (levels) => {
      if (width === 0) width = firstWidth(levels, form);
      shift = allot(seen.pairs, form, levels, width, shifts, shift);
      return roundedValue(seen.pairs, probabilities, levels, width);
    },
    addSlope: (factor, target) => addRows(sums, levelShares(seen.pairs), factor, target),
    addCurvature: (factor, target) => {
      const { pairs } = seen;
      const read = (pair: number, row: Float64Array): void => readPair(sums, pairs.peak[pair]!, periodOf[pair]!, row);
      const periodOf = new Int32Array(pairs.peak.length);
      const open: number[] = [];
      const shareOf = (pair: number): number => probabilities[periodOf[pair]!]!;
      for (let t = 0; t < count; t++) {
        const moving: number[] = [];
        for (let r = pairs.begin[t]!; r < pairs.begin[t + 1]!; r++) {
          periodOf[r] = t;
          if (pairs.found[r]! > 0) moving.push(r);
        }
        if (shifts[t] === shift) open.push(...moving);
        else if (moving.length > 1) addSpread(moving, read, shareOf, { factor: factor / width, hasMean: true }, target);
      }
      addSpread(open, read, shareOf, { factor: factor / width, hasMean: shift > 0 }, target);
    },
    shares: () => {
      const { pairs } = seen;
      const shares = new Float64Array(count);
      for (let t = 0; t < count; t++) {
        for (let r = pairs.begin[t]!; r < pairs.begin[t + 1]!; r++) shares[t]! += pairs.found[r]!;
      }
      return shares;
    },
    minorant: () => {
      const slope = new Float64Array(size);
      addRows(sums, levelShares(seen.pairs), 1, slope);
      return { slope, intercept: 0 };
    },
    exact: (levels) => largestAverage(drawdownsOf(levels).depths, caps, { total: 1, isWhole: false }, shift * width),
    settle: (sharpening) => {
      seen.pairs.center.set(seen.pairs.found);
      if (!seen.isGrowing) {
        width /= sharpening;
        shift *= sharpening;
      }
    },
  };
}

function firstWidth(levels: Float64Array, { caps, probabilities }: CappedDrawdown): number {
  const { depths } = drawdownsOf(levels);
  let mean = 0;
  let steepest = 1;
  for (let t = 0; t < depths.length; t++) {
    mean += probabilities[t]! * depths[t]!;
    if (probabilities[t]! > 0)
      steepest = Math.max(steepest, Math.min(caps[t]! / probabilities[t]!, depths.length / 10));
  }
  return ((mean || 1) * FIRST_WIDTH_SHARE) / steepest;
}

/** Gives each pair its weight; `shifts` takes what each period's weights were lowered by. Returns that of open periods. */
function allot(
  pairs: Pairs,
  { caps, probabilities }: CappedDrawdown,
  levels: Float64Array,
  width: number,
  shifts: Float64Array,
  start: number,
): number {
  const { begin, peak, center, found, scaled } = pairs;
  for (let t = 0; t < caps.length; t++) {
    for (let r = begin[t]!; r < begin[t + 1]!; r++) {
      scaled[r] = center[r]! + (probabilities[t]! * (levels[peak[r]!]! - levels[t + 1]!)) / width;
    }
  }
  const shift = findShift(pairs, caps, probabilities, start);
  for (let t = 0; t < caps.length; t++) {
    shifts[t] = groupShift(pairs, t, probabilities[t]!, caps[t]!, shift);
    for (let r = begin[t]!; r < begin[t + 1]!; r++) {
      found[r] = Math.max(scaled[r]! - probabilities[t]! * shifts[t]!, 0);
    }
  }
  return shift;
}

/** The least shift of at least zero at which all weights sum to at most one: Newton steps inside a bracket. */
function findShift({ begin, scaled }: Pairs, caps: Float64Array, probabilities: Float64Array, start: number): number {
  const excessAt = (shift: number): { sum: number; rate: number } => {
    let total = -1;
    let slope = 0;
    for (let t = 0; t < caps.length; t++) {
      let sum = 0;
      let rate = 0;
      for (let r = begin[t]!; r < begin[t + 1]!; r++) {
        const share = scaled[r]! - probabilities[t]! * shift;
        if (share <= 0) continue;
        sum += share;
        rate += probabilities[t]!;
      }
      if (sum >= caps[t]!) total += caps[t]!;
      else {
        total += sum;
        slope += rate;
      }
    }
    return { sum: total, rate: slope };
  };
  if (excessAt(0).sum <= SUM_ROUNDING) return 0;
  let shift = Math.max(start, 0);
  let low = 0;
  let high = Infinity;
  let stride = 1;
  for (let step = 0; step < THRESHOLD_STEPS_MAX; step++) {
    const { sum, rate } = excessAt(shift);
    if (Math.abs(sum) <= SUM_ROUNDING) return shift;
    if (sum > 0) low = shift;
    else high = shift;
    let next = rate > 0 ? shift + sum / rate : NaN;
    if (!(next > low && next < high)) {
      next = high < Infinity ? low + (high - low) / 2 : shift + stride;
      stride *= 4;
    }
    if (next === shift || next === low || next === high) return shift;
    shift = next;
  }
  return shift;
}

function roundedValue(
  { begin, peak, center, found }: Pairs,
  probabilities: Float64Array,
  levels: Float64Array,
  width: number,
): number {
  let value = 0;
  for (let t = 0; t < probabilities.length; t++) {
    for (let r = begin[t]!; r < begin[t + 1]!; r++) {
      const move = found[r]! - center[r]!;
      if (found[r]! > 0) value += found[r]! * (levels[peak[r]!]! - levels[t + 1]!);
      if (move !== 0 && probabilities[t]! > 0) value -= (width / 2) * ((move * move) / probabilities[t]!);
    }
  }
  return value;
}
