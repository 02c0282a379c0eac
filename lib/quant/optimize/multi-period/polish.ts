import { linearSolve } from '../../math/linear-solve';
import { dot } from '../../math/matrix';
import { isWholeFixed, ofPeriod, type PlanPoint, type PlanProgram } from './plan-program';

/** The linear system is solved as a whole: beyond this many unknowns it costs more than the plan. */
const UNKNOWNS_MAX = 500;

/** A weight of the plan: part of a group that moves together, or fixed. */
type Member = { readonly group: number } | { readonly value: number };

/** One statement that holds exactly: a row of one period at one of its sides. */
interface ActiveRow {
  readonly period: number;
  readonly coefficients: Float64Array;
  readonly target: number;
  readonly keep: (multiplier: number) => void;
}

/**
 * The plan with exactly those edges active which the interior point found, by one linear system: an interior point ends
 * with each of them nearly met, which is too coarse for a certificate where many are. Weights that are kept from one
 * period to the next are one unknown.
 *
 * @returns undefined where the edges contradict each other or leave the system singular
 */
export function polishedPlan(program: PlanProgram, point: PlanPoint): PlanPoint | undefined {
  const members = membersOf(program, point);
  if (members === undefined) return undefined;
  const groups = members.reduce((most, member) => ('group' in member ? Math.max(most, member.group + 1) : most), 0);
  const equalityMultipliers = point.equalityMultipliers.map((own) => own.slice());
  const inequalityMultipliers = point.inequalityMultipliers.map((own) => new Float64Array(own.length));
  const rows = activeRows(program, point, equalityMultipliers, inequalityMultipliers).filter(
    ({ period, coefficients }) =>
      coefficients.some((entry, at) => entry !== 0 && 'group' in members[period * program.size + at]!),
  );
  const count = groups + rows.length;
  if (count > UNKNOWNS_MAX) return undefined;
  const slopes = knownSlopes(program, point);
  const { matrix, right } = groupSystem(program, members, slopes, rows, groups);
  const solution = count === 0 ? right : linearSolve(matrix, right, count);
  if (solution?.every(Number.isFinite) !== true) return undefined;
  const weights = Float64Array.from(members, (member) => ('group' in member ? solution[member.group]! : member.value));
  rows.forEach(({ keep }, at) => {
    keep(-solution[groups + at]!);
  });
  const polished = { ...point, weights, equalityMultipliers, inequalityMultipliers };
  return { ...polished, tradeSlopes: slopesWithin(program, polished, slopes, members) };
}

/** Groups of weights that are one, and weights that stand on a bound or stay what is held today. */
function membersOf(
  { size, start, lower, upper, isFixed }: PlanProgram,
  { weights, active }: PlanPoint,
): Member[] | undefined {
  const own = (place: number): number | undefined => {
    if (isFixed[place] === 1 || active.bounds[place]! < 0) return lower[place]!;
    return active.bounds[place]! > 0 ? upper[place]! : undefined;
  };
  const members: Member[] = Array.from(weights, (value) => ({ value }));
  let groups = 0;
  for (let at = 0; at < size; at++) {
    for (let first = at; first < weights.length;) {
      let end = first + size;
      while (end < weights.length && active.isKept[end] === 1) end += size;
      const values = new Set<number>(first === at && active.isKept[at] === 1 ? [start[at]!] : []);
      for (let place = first; place < end; place += size) {
        const value = own(place);
        if (value !== undefined) values.add(value);
      }
      if (values.size > 1) return undefined;
      const [value] = values;
      const member: Member = value === undefined ? { group: groups++ } : { value };
      for (let place = first; place < end; place += size) members[place] = member;
      first = end;
    }
  }
  return members;
}

function activeRows(
  program: PlanProgram,
  { active }: PlanPoint,
  equalityMultipliers: readonly Float64Array[],
  inequalityMultipliers: readonly Float64Array[],
): ActiveRow[] {
  const rows: ActiveRow[] = [];
  for (let period = 0; period < program.horizon; period++) {
    if (isWholeFixed(program, period)) continue;
    program.equalities.forEach(({ coefficients, min }, row) => {
      const keep = (multiplier: number): void => void (equalityMultipliers[period]![row] = multiplier);
      rows.push({ period, coefficients, target: min, keep });
    });
    program.inequalities.forEach(({ coefficients, min, max }, row) => {
      const side = active.rows[period]![row]!;
      if (side === 0) return;
      const keep = (multiplier: number): void => void (inequalityMultipliers[period]![row] = multiplier);
      rows.push({ period, coefficients, target: side > 0 ? min : max, keep });
    });
  }
  return rows;
}

/** Slope of the cost of each trade that is made: all of it, one way or the other; nought where the weight is kept. */
function knownSlopes({ size, cost }: PlanProgram, { tradeSlopes, active }: PlanPoint): Float64Array {
  return tradeSlopes.map((slope, place) => (active.isKept[place] === 1 ? 0 : Math.sign(slope) * cost[place % size]!));
}

/** Q g + A'm = l and A g = b over groups g; the multipliers of the rows are -m. */
function groupSystem(
  { size, horizon, quadratic, linear }: PlanProgram,
  members: readonly Member[],
  slopes: Float64Array,
  rows: readonly ActiveRow[],
  groups: number,
) {
  const count = groups + rows.length;
  const matrix = new Float64Array(count * count);
  const right = new Float64Array(count);
  for (let period = 0; period < horizon; period++) {
    for (let at = 0; at < size; at++) {
      const place = period * size + at;
      const member = members[place]!;
      if (!('group' in member)) continue;
      const { group } = member;
      const after = period + 1 < horizon ? slopes[place + size]! : 0;
      right[group]! += linear[period]![at]! - slopes[place]! + after;
      for (let other = 0; other < size; other++) {
        const entry = quadratic[period]![at * size + other]!;
        const beside = members[period * size + other]!;
        if ('group' in beside) matrix[group * count + beside.group]! += entry;
        else right[group]! -= entry * beside.value;
      }
    }
  }
  rows.forEach(({ period, coefficients, target }, index) => {
    const row = groups + index;
    right[row] = target;
    for (let at = 0; at < size; at++) {
      const member = members[period * size + at]!;
      if ('group' in member) {
        matrix[row * count + member.group]! += coefficients[at]!;
        matrix[member.group * count + row]! += coefficients[at]!;
      } else right[row] -= coefficients[at]! * member.value;
    }
  });
  return { matrix, right };
}

/** Where a weight is kept, the slope of its trade is what balances the later ones; on a bound the found one serves. */
function slopesWithin(
  program: PlanProgram,
  point: PlanPoint,
  known: Float64Array,
  members: readonly Member[],
): Float64Array {
  const { size, horizon, quadratic, linear, equalities, inequalities, isFixed } = program;
  const slopes = Float64Array.from(known);
  for (let period = horizon - 1; period >= 0; period--) {
    const weights = ofPeriod(point.weights, period, size);
    for (let at = 0; at < size; at++) {
      const place = period * size + at;
      if (point.active.isKept[place] !== 1) continue;
      const isOnBound = 'value' in members[place]! && (point.active.bounds[place] !== 0 || isFixed[place] === 1);
      if (isOnBound) {
        slopes[place] = point.tradeSlopes[place]!;
        continue;
      }
      let own = dot(quadratic[period]!.subarray(at * size, (at + 1) * size), weights) - linear[period]![at]!;
      equalities.forEach(({ coefficients }, row) => {
        own -= point.equalityMultipliers[period]![row]! * coefficients[at]!;
      });
      inequalities.forEach(({ coefficients }, row) => {
        own -= point.inequalityMultipliers[period]![row]! * coefficients[at]!;
      });
      const after = period + 1 < horizon ? slopes[place + size]! : 0;
      slopes[place] = after - own;
    }
  }
  return slopes;
}
