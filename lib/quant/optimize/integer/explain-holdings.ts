import { feasibilityProgram } from '../conflict';
import { ASSETS_MAX_LIMIT, BUDGET, MINIMUM_POSITION, nameOfBound, type NamedLimits, rowLimitName } from '../limits';
import { capsOf } from '../splitting/mean-variance-program';
import { searchProgram } from '../splitting/search-program';
import type { NearestFeasible, OptimizeProblem } from '../types';
import { branchAndBound, EXACT, type IntegerOutcome } from './branch-and-bound';
import { type HoldingRules, isHeld } from './node';

/** Branches for one question of whether some of the limits can hold together. */
const FEASIBILITY_BRANCHES_MAX = 4_000;

/**
 * A smallest set of limits that cannot hold together once only so many instruments, or none by less than a minimum, may be
 * held: names are left out one by one, and an exhaustive search tells whether the others can be met without.
 *
 * @returns undefined when a search did not end
 */
export function conflictingHoldings(
  problem: OptimizeProblem,
  limits: NamedLimits,
  rules: HoldingRules,
  blamed: ReadonlySet<string>,
): { readonly names: readonly string[]; readonly branches: number } | undefined {
  const ruleNames = [
    ...(rules.countMax < Infinity ? [ASSETS_MAX_LIMIT] : []),
    ...(rules.weightMin > 0 ? [MINIMUM_POSITION] : []),
  ];
  let names = new Set([...blamed, ...ruleNames]);
  let outcome = canHold(problem, limits, rules, names);
  if (outcome.status !== 'none') {
    names = new Set([...allNames(problem, limits), ...ruleNames]);
    outcome = canHold(problem, limits, rules, names);
  }
  if (outcome.status !== 'none') return undefined;
  let { branches } = outcome;
  for (const name of [...names]) {
    if (!names.has(name)) continue;
    const others = new Set([...names].filter((other) => other !== name));
    const without = canHold(problem, limits, rules, others);
    if (without.status !== 'none') continue;
    names = others;
    ({ branches } = without);
  }
  return { names: [...names], branches };
}

function canHold(
  problem: OptimizeProblem,
  limits: NamedLimits,
  rules: HoldingRules,
  names: ReadonlySet<string>,
): IntegerOutcome {
  const kept = {
    countMax: names.has(ASSETS_MAX_LIMIT) ? rules.countMax : Infinity,
    weightMin: names.has(MINIMUM_POSITION) ? rules.weightMin : 0,
  };
  const caps = capsOf(problem.limits).filter(({ name }) => names.has(name));
  const program = feasibilityProgram(problem, restrictToNames(limits, names), caps);
  return branchAndBound(program, kept, { ...EXACT, branchesMax: FEASIBILITY_BRANCHES_MAX });
}

function restrictToNames(limits: NamedLimits, names: ReadonlySet<string>): NamedLimits {
  return {
    ...limits,
    lower: limits.lower.map((bound, at) => (names.has(nameOfBound(limits, at, 'min')) ? bound : -Infinity)),
    upper: limits.upper.map((bound, at) => (names.has(nameOfBound(limits, at, 'max')) ? bound : Infinity)),
    rows: limits.rows.map((row) => ({
      ...row,
      min: names.has(rowLimitName(row, 'min')) ? row.min : -Infinity,
      max: names.has(rowLimitName(row, 'max')) ? row.max : Infinity,
    })),
    absoluteRows: limits.absoluteRows.map((row) => ({ ...row, max: names.has(row.name) ? row.max : Infinity })),
  };
}

function allNames(problem: OptimizeProblem, limits: NamedLimits): readonly string[] {
  return [
    BUDGET,
    ...limits.rows.flatMap((row) => [rowLimitName(row, 'min'), rowLimitName(row, 'max')]),
    ...limits.absoluteRows.map(({ name }) => name),
    ...limits.boundNames.min,
    ...limits.boundNames.max,
    ...capsOf(problem.limits).map(({ name }) => name),
  ];
}

/** The fewest more instruments that make the limits meet; where no number does, smaller positions; least risk within. */
export function nearestHoldings(
  problem: OptimizeProblem,
  limits: NamedLimits,
  rules: HoldingRules,
): NearestFeasible | undefined {
  const program = { ...feasibilityProgram(problem, limits, capsOf(problem.limits)), quadratic: 1 };
  const control = { ...EXACT, branchesMax: FEASIBILITY_BRANCHES_MAX };
  const { weightMin } = rules;
  const size = limits.symbols.length;
  for (let countMax = Math.min(rules.countMax, size) + 1; countMax <= size; countMax++) {
    const answer = branchAndBound(program, { countMax, weightMin }, control);
    if (answer.status !== 'found') continue;
    return {
      weights: answer.best.point.weights,
      relaxed: [{ limit: ASSETS_MAX_LIMIT, by: countMax - rules.countMax }],
    };
  }
  const small = branchAndBound(program, { countMax: rules.countMax, weightMin: 0 }, control);
  const weights = small.status === 'found' ? small.best.point.weights : freeWeights(program);
  if (weights === undefined) return undefined;
  const held = weights.filter((weight) => isHeld(weight, limits)).map(Math.abs);
  const tooMany = held.length - rules.countMax;
  const tooSmall = weightMin - Math.min(...held);
  return {
    weights,
    relaxed: [
      ...(tooMany > 0 ? [{ limit: ASSETS_MAX_LIMIT, by: tooMany }] : []),
      ...(tooSmall > 0 ? [{ limit: MINIMUM_POSITION, by: tooSmall }] : []),
    ],
  };
}

function freeWeights(program: Parameters<typeof searchProgram>[0]): Float64Array | undefined {
  const outcome = searchProgram(program);
  return outcome.status === 'found' ? outcome.point.weights : undefined;
}
