import { dot, matVec } from '../../math/matrix';
import { rowLimitName, sideOf } from '../limits';
import { absoluteValue } from '../splitting/absolute';
import type { Program, ProgramPoint } from '../splitting/program';
import { searchProgram } from '../splitting/search-program';
import { branchLimits, countDecided, crosses, type Holding, type HoldingRules, isHeld } from './node';
import { type Perspective, perspectiveOf } from './perspective';

/**
 * Best weights when only so many instruments may be held, or none by less than a minimum: branch and bound over the
 * program without these rules. A branch decides for some instruments whether they are held; what it leaves open is
 * relaxed, so its best value bounds everything below it.
 *
 * @see Land & Doig (1960), "An automatic method of solving discrete programming problems", Econometrica 28, 497-520
 */

export interface BranchControl {
  /** Branches solved before giving up. */
  readonly branchesMax: number;
  /** The answer may be this share worse than the best there is; 0 = exact. */
  readonly gapMax: number;
}

export const EXACT: BranchControl = { branchesMax: 50_000, gapMax: 0 };

/** Values closer than this share are one value, found two ways. */
const SAME_VALUE = 1e-9;
/** An easy search ends before this many branches; only then is a bound worth its price that knows what a place costs. */
const PLAIN_BRANCHES = 48;
/** Each of the first branches is rounded to a whole answer; later ones only now and then. */
const ROUNDED_FIRST = 16;
const ROUNDED_EVERY = 32;

export interface IntegerPoint {
  readonly point: ProgramPoint;
  /** The program of the branch that holds just what the answer holds; the point is its best. */
  readonly program: Program;
  readonly value: number;
}

export type IntegerOutcome =
  | { readonly status: 'found'; readonly best: IntegerPoint; readonly gap: number; readonly branches: number }
  | { readonly status: 'none'; readonly names: ReadonlySet<string>; readonly branches: number }
  | {
      readonly status: 'unfinished';
      readonly best: IntegerPoint | undefined;
      readonly gap: number;
      readonly branches: number;
    }
  | { readonly status: 'unbounded'; readonly direction: Float64Array };

interface Branch {
  readonly holdings: readonly Holding[];
  readonly point: ProgramPoint;
  readonly bound: number;
}

interface Search {
  readonly program: Program;
  readonly rules: HoldingRules;
  readonly start: readonly Holding[];
  /** Undefined until the search turns out to be hard. */
  perspective: Perspective | undefined;
  /** Names of the limits that closed branches lean on. */
  readonly names: Set<string>;
  branches: number;
  isUncertain: boolean;
  best: IntegerPoint | undefined;
}

export function branchAndBound(program: Program, rules: HoldingRules, control = EXACT): IntegerOutcome {
  const start = startingHoldings(program, rules);
  const search: Search = {
    program,
    rules,
    start,
    perspective: undefined,
    names: new Set(),
    branches: 0,
    isUncertain: false,
    best: undefined,
  };
  const root = solveBranch(search, start);
  if (root !== undefined && 'direction' in root) return { status: 'unbounded', direction: root.direction };
  const open: Branch[] = root === undefined ? [] : [root];
  while (open.length > 0 && search.branches < control.branchesMax) {
    const branch = takeLowest(open);
    if (isBeaten(search, branch, control.gapMax)) {
      open.length = 0;
      break;
    }
    const isRounded = search.branches <= ROUNDED_FIRST || search.branches % ROUNDED_EVERY === 0;
    if (isRounded) roundBranch(search, branch);
    const at = nextToDecide(search, branch);
    if (at === undefined) {
      keepIfBetter(search, branch);
      continue;
    }
    for (const choice of choicesFor(search, at)) {
      const holdings = branch.holdings.map((holding, index) => (index === at ? choice : holding));
      const child = solveBranch(search, holdings, branch.point);
      if (child === undefined || 'direction' in child || isBeaten(search, child, control.gapMax)) continue;
      open.push(child);
    }
  }
  return conclude(search, open, control);
}

function conclude(
  { best, branches, names, isUncertain }: Search,
  open: readonly Branch[],
  control: BranchControl,
): IntegerOutcome {
  const bound = open.reduce((lowest, branch) => Math.min(lowest, branch.bound), Infinity);
  const gap = best === undefined ? Infinity : shareOf(best.value - Math.min(bound, best.value), best.value);
  const isOpen = open.length > 0 && gap > Math.max(control.gapMax, SAME_VALUE);
  if (isOpen || isUncertain) return { status: 'unfinished', best, gap: isUncertain ? Infinity : gap, branches };
  if (best === undefined) return { status: 'none', names, branches };
  return { status: 'found', best, gap, branches };
}

const shareOf = (part: number, whole: number): number => (part === 0 ? 0 : part / (Math.abs(whole) || 1));

const isBeaten = ({ best }: Search, { bound }: Branch, gapMax: number): boolean =>
  best !== undefined && shareOf(best.value - bound, best.value) <= Math.max(gapMax, SAME_VALUE);

function takeLowest(open: Branch[]): Branch {
  let lowest = 0;
  for (let at = 1; at < open.length; at++) if (open[at]!.bound < open[lowest]!.bound) lowest = at;
  const branch = open[lowest]!;
  open[lowest] = open[open.length - 1]!;
  open.pop();
  return branch;
}

/** Bounds that leave zero out decide for themselves. */
function startingHoldings({ limits }: Program, { weightMin }: HoldingRules): Holding[] {
  return limits.symbols.map((_, at) => {
    if (limits.lower[at]! > 0) return weightMin > 0 ? 'long' : 'in';
    if (limits.upper[at]! < 0) return weightMin > 0 ? 'short' : 'in';
    return 'open';
  });
}

function solveBranch(
  search: Search,
  holdings: readonly Holding[],
  parent?: ProgramPoint,
): Branch | { readonly direction: Float64Array } | undefined {
  const { program, rules, names } = search;
  search.branches++;
  if (countDecided(holdings) > rules.countMax) {
    blame(search, holdings);
    return undefined;
  }
  const limits = branchLimits(program.limits, rules, holdings);
  const crossed = crosses(limits);
  if (crossed >= 0) {
    names.add(limits.boundNames.min[crossed]!).add(limits.boundNames.max[crossed]!);
    blame(search, holdings);
    return undefined;
  }
  const branchProgram = { ...program, limits, ...(parent === undefined ? {} : { start: parent }) };
  const outcome = searchProgram(branchProgram);
  switch (outcome.status) {
    case 'found': {
      const { point } = outcome;
      const plain = { holdings, point, bound: valueOf(program, point.weights) };
      if (search.branches <= PLAIN_BRANCHES || isBeaten(search, plain, 0)) return plain;
      search.perspective ??= perspectiveOf(program, rules, search.start);
      return { ...plain, bound: Math.max(plain.bound, search.perspective.boundOf(limits, holdings)) };
    }
    case 'infeasible': {
      const { rowMultipliers, boundMultipliers } = outcome;
      blameRows(search, limits, rowMultipliers, boundMultipliers, holdings);
      return undefined;
    }
    case 'cap-conflict': {
      const { rowMultipliers, capMultipliers } = outcome.point;
      program.caps.forEach((cap, index) => {
        if (capMultipliers[index]! > 0) names.add(cap.name);
      });
      blameRows(search, limits, rowMultipliers, undefined, holdings);
      return undefined;
    }
    case 'unbounded':
      return { direction: outcome.direction };
    case 'not-converged':
      search.isUncertain = true;
      return undefined;
  }
}

/** Bounds that decided for themselves are part of why a branch is closed. */
function blame({ program: { limits }, names }: Search, holdings: readonly Holding[]): void {
  holdings.forEach((_, at) => {
    if (limits.lower[at]! > 0) names.add(limits.boundNames.min[at]!);
    if (limits.upper[at]! < 0) names.add(limits.boundNames.max[at]!);
  });
}

/** @param bounds undefined = any finite bound may have taken part */
function blameRows(
  search: Search,
  limits: Program['limits'],
  rowMultipliers: Float64Array,
  bounds: Float64Array | undefined,
  holdings: readonly Holding[],
): void {
  const { names } = search;
  blame(search, holdings);
  let leansOnPlaces = false;
  const own = search.program.limits;
  limits.rows.forEach((row, index) => {
    const multiplier = rowMultipliers[index]!;
    if (multiplier === 0) return;
    if (index < own.rows.length) names.add(rowLimitName(row, sideOf(multiplier)));
    else leansOnPlaces = true;
  });
  limits.absoluteRows.forEach((row, index) => {
    if (rowMultipliers[limits.rows.length + index] === 0) return;
    if (index < own.absoluteRows.length) names.add(row.name);
    else leansOnPlaces = true;
  });
  limits.symbols.forEach((_, at) => {
    const multiplier = bounds?.[at];
    const isAny = multiplier === undefined || leansOnPlaces;
    if ((isAny || multiplier > 0) && limits.lower[at]! > -Infinity) names.add(limits.boundNames.min[at]!);
    if ((isAny || multiplier < 0) && limits.upper[at]! < Infinity) names.add(limits.boundNames.max[at]!);
  });
}

/** The largest open weight that breaks a rule, or that takes a place where too many are held. */
function nextToDecide({ program, rules }: Search, { holdings, point }: Branch): number | undefined {
  const { limits } = program;
  const { weights } = point;
  const held = holdings.flatMap((holding, at) =>
    holding === 'in' || (holding === 'open' && isHeld(weights[at]!, limits)) ? [at] : [],
  );
  const decided = countDecided(holdings);
  const openHeld = held.filter((at) => holdings[at] === 'open');
  const isFull = decided + openHeld.length > rules.countMax;
  const tolerance = SAME_VALUE * limits.weightScale;
  const isSmall = (at: number): boolean => Math.abs(weights[at]!) < rules.weightMin - tolerance;
  const candidates = isFull ? openHeld : held.filter((at) => isSmall(at));
  return candidates.reduce<number | undefined>(
    (largest, at) => (largest === undefined || Math.abs(weights[at]!) > Math.abs(weights[largest]!) ? at : largest),
    undefined,
  );
}

/** Without a minimum position a held weight need not choose its side of zero. */
function choicesFor({ program: { limits }, rules: { weightMin } }: Search, at: number): readonly Holding[] {
  if (weightMin === 0) return ['in', 'out'];
  return [
    ...(limits.upper[at]! >= weightMin ? (['long'] as const) : []),
    ...(limits.lower[at]! <= -weightMin ? (['short'] as const) : []),
    'out',
  ];
}

/** The largest weights of a branch, held for good, are an answer more often than not. */
function roundBranch(search: Search, { holdings, point }: Branch): void {
  const { program, rules } = search;
  const { limits } = program;
  const { weights } = point;
  const order = [...holdings.keys()]
    .filter((at) => holdings[at] === 'open' && isHeld(weights[at]!, limits))
    .sort((left, right) => Math.abs(weights[right]!) - Math.abs(weights[left]!));
  const places = rules.countMax - countDecided(holdings);
  const chosen = new Set(order.filter((at, rank) => rank < places && Math.abs(weights[at]!) >= rules.weightMin / 2));
  const rounded = holdings.map((holding, at): Holding => {
    if (holding !== 'open') return holding;
    if (!chosen.has(at)) return 'out';
    if (rules.weightMin === 0) return 'in';
    return weights[at]! > 0 ? 'long' : 'short';
  });
  const branchNames = new Set(search.names);
  const answer = solveBranch(search, rounded, point);
  if (answer !== undefined && !('direction' in answer)) keepIfBetter(search, answer);
  // A rounding that fails proves nothing.
  search.names.clear();
  for (const name of branchNames) search.names.add(name);
}

function keepIfBetter(search: Search, { holdings, point, bound }: Branch): void {
  if (search.best !== undefined && search.best.value <= bound) return;
  const { program, rules } = search;
  const settled = holdings.map((holding, at): Holding => {
    if (holding !== 'open' && holding !== 'in') return holding;
    if (!isHeld(point.weights[at]!, program.limits)) return holding === 'open' ? 'out' : holding;
    if (rules.weightMin === 0) return 'in';
    return point.weights[at]! > 0 ? 'long' : 'short';
  });
  const limits = branchLimits(program.limits, rules, settled);
  const again = searchProgram({ ...program, limits });
  if (again.status !== 'found') return;
  search.best = {
    point: again.point,
    program: { ...program, limits },
    value: valueOf(program, again.point.weights),
  };
}

/** Value of the program at weights, caps aside. */
export function valueOf(program: Program, weights: Float64Array): number {
  const { covariance, quadratic, ridge, linear, tradeCost, costFactor } = program;
  const risk = quadratic > 0 ? (quadratic / 2) * dot(weights, matVec(covariance, weights)) : 0;
  const cost = tradeCost === undefined ? 0 : costFactor * absoluteValue(tradeCost, weights);
  return risk + (ridge / 2) * dot(weights, weights) - dot(linear, weights) + cost;
}
