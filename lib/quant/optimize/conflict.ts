import { matVec, maxAbs } from '../math/matrix';
import { type Contradiction, measureContradiction, measurePlaneContradiction } from './certificate';
import { boundsWithoutRoom, isSame, type Member, membersOf, nameOfMember, slopesLeft } from './conflict-members';
import { crossedLimit, type NamedLimits, type Side } from './limits';
import type { LinearConflict, VolatilityConflict } from './objective-method';
import { riskShareLimits } from './risk-shares/share-limits';
import { steepest } from './splitting/absolute';
import { limitSolver } from './splitting/limit-solver';
import { capsOf } from './splitting/mean-variance-program';
import { type Cap, largestVariance, type Program, type ProgramPoint, squareFrom } from './splitting/program';
import { findCapConflict } from './splitting/search-program';
import type { InfeasibilityCertificate, OptimizeProblem, RiskShareLimit } from './types';

/** Counts and sums of shares that are off by less are rounding. */
const SHARE_TOLERANCE = 1e-9;

/** Multipliers below this share of the largest may be rounding. */
const DOUBTFUL_SHARE = 1e-6;

/** Slopes of caps that cancel each other to this share of their size are in balance. */
const BALANCED_SHARE = 1e-12;

/** Caps have a maximum side only. */
type AnyMember = Member<'row' | 'bound' | 'cap'>;

export interface Conflict {
  readonly conflictingLimits: readonly string[];
  readonly certificate: InfeasibilityCertificate;
}

/**
 * Checks a proof of infeasibility on the problem as given. Sees the inputs and the certificate only. A plane that stands
 * for caps on measures is taken on trust, and what it is held against is checked.
 *
 * @see measureContradiction
 */
export function checkInfeasibility(
  problem: OptimizeProblem,
  limits: NamedLimits,
  certificate: Omit<InfeasibilityCertificate, 'margin'>,
): Contradiction {
  const { rows, bounds, tangentWeights, crossed, riskShares, riskPlane } = certificate;
  if (riskShares !== undefined) return checkShares(riskShareLimits(problem), riskShares, limits.symbols.length);
  if (crossed !== undefined) {
    const found = crossedLimit(limits);
    return { margin: found?.by ?? -Infinity, holds: found?.at === crossed };
  }
  if (riskPlane !== undefined) return measurePlaneContradiction(limits, rows, bounds, riskPlane);
  if (tangentWeights === undefined) return measureContradiction(limits, rows, bounds);
  return measureContradiction(limits, rows, bounds, tangentOf(problem, certificate.capMultipliers, tangentWeights));
}

/** Multiplied and added up, the caps count each instrument's share once, and shares sum to one. */
function checkShares(shares: readonly RiskShareLimit[], multipliers: Float64Array, size: number): Contradiction {
  const counts = new Float64Array(size);
  let allowed = 0;
  shares.forEach(({ members, max }, index) => {
    allowed += multipliers[index]! * max;
    for (let at = 0; at < size; at++) counts[at]! += multipliers[index]! * members[at]!;
  });
  const isOnce = counts.every((count) => Math.abs(count - 1) <= SHARE_TOLERANCE);
  const holds = isOnce && multipliers.every((entry) => entry >= 0) && 1 - allowed > SHARE_TOLERANCE;
  return { margin: 1 - allowed, holds };
}

/** Sum of multiplier / 2 * distance^2 is at least its tangent, and at most the sum with the caps' maximums. */
function tangentOf(problem: OptimizeProblem, capMultipliers: Float64Array | undefined, weights: Float64Array) {
  const { covariance } = problem;
  const slope = new Float64Array(weights.length);
  let level = 0;
  let slopeSize = 0;
  capsOf(problem.limits).forEach((cap, index) => {
    const multiplier = capMultipliers === undefined ? Number(index === 0) : capMultipliers[index]!;
    if (!(multiplier > 0)) return;
    const { center } = cap;
    const pull = matVec(covariance, center === undefined ? weights : weights.map((weight, at) => weight - center[at]!));
    level += (multiplier / 2) * (squareFrom(covariance, cap, weights) + cap.max ** 2);
    slopeSize = Math.max(slopeSize, multiplier * maxAbs(pull));
    for (let at = 0; at < slope.length; at++) {
      slope[at]! += multiplier * pull[at]!;
      if (center !== undefined) level += multiplier * pull[at]! * center[at]!;
    }
  });
  return { slope, level, slopeSize };
}

/** A limit that contradicts itself: its minimum is above its maximum. */
export function explainCrossing(limits: NamedLimits): Conflict | undefined {
  const crossed = crossedLimit(limits);
  if (crossed === undefined) return undefined;
  const rows = new Float64Array(limits.rows.length);
  const bounds = new Float64Array(limits.symbols.length);
  const certificate = { rows, bounds, crossed: crossed.at, margin: crossed.by };
  return { conflictingLimits: crossed.names, certificate };
}

/** Names an irreducible set of conflicting limits with a checked proof; undefined when the proof does not hold. */
export function explainConflict(
  problem: OptimizeProblem,
  limits: NamedLimits,
  conflict: LinearConflict | VolatilityConflict,
): Conflict | undefined {
  if (conflict.status === 'linear-conflict') {
    return irreducible(problem, limits, { rows: conflict.rowMultipliers, bounds: conflict.boundMultipliers });
  }
  const { weights, rowMultipliers } = conflict.leastRisk;
  const caps = capsOf(problem.limits);
  const capMultipliers = Float64Array.from(caps, (_, index) => Number(index === 0));
  return explainCapConflict(problem, limits, caps, { weights, rowMultipliers, capMultipliers });
}

/** The same for caps that are too tight for the other limits: the point is the one that comes nearest to them. */
export function explainCapConflict(
  problem: OptimizeProblem,
  limits: NamedLimits,
  caps: readonly Cap[],
  point: Omit<ProgramPoint, 'isRegularised'>,
): Conflict | undefined {
  return irreducible(problem, limits, proofAt(problem, limits, caps, point));
}

/** Deletion filter: whatever the others contradict each other without is not part of the conflict. */
function irreducible(problem: OptimizeProblem, limits: NamedLimits, first: Proof): Conflict | undefined {
  let proof = first;
  let members = allMembersOf(proof);
  // The solver's proofs from plain limits rest on independent ones: only those with a multiplier near rounding can be
  // superfluous there.
  const isPlain =
    proof.tangentWeights === undefined && proof.rows.subarray(limits.rows.length).every((entry) => entry === 0);
  const candidates = isPlain ? members.filter((member) => weightIn(proof, limits, member) <= DOUBTFUL_SHARE) : members;
  for (const member of candidates) {
    if (!members.some((kept) => isSame(kept, member))) continue;
    const others = members.filter((other) => !isSame(other, member));
    const without = conflictWithin(problem, limits, others);
    if (without === undefined || !checkInfeasibility(problem, limits, without).holds) continue;
    members = allMembersOf(without).filter((kept) => others.some((other) => isSame(kept, other)));
    proof = without;
  }
  const verdict = checkInfeasibility(problem, limits, proof);
  if (!verdict.holds) return undefined;
  const names = members.map((member) => nameOf(problem, limits, member));
  return { conflictingLimits: [...new Set(names)], certificate: { ...proof, margin: verdict.margin } };
}

function nameOf(problem: OptimizeProblem, limits: NamedLimits, { kind, index, side }: AnyMember): string {
  return kind === 'cap' ? capsOf(problem.limits)[index]!.name : nameOfMember(limits, { kind, index, side });
}

/** Multiplier of a member over the largest, each for a row of length one. */
function weightIn(proof: Proof, limits: NamedLimits, { kind, index }: AnyMember): number {
  const steepness = [...limits.rows.map((row) => maxAbs(row.coefficients)), ...limits.absoluteRows.map(steepest)];
  const rows = proof.rows.map((multiplier, row) => multiplier * steepness[row]!);
  return Math.abs((kind === 'row' ? rows : proof.bounds)[index]!) / Math.max(maxAbs(rows), maxAbs(proof.bounds));
}

type Proof = Omit<InfeasibilityCertificate, 'margin'>;

function proofAt(
  problem: OptimizeProblem,
  limits: NamedLimits,
  caps: readonly Cap[],
  { weights, rowMultipliers, capMultipliers }: Omit<ProgramPoint, 'isRegularised'>,
): Proof {
  const all = capsOf(problem.limits);
  const multipliers = Float64Array.from(all, (cap) => {
    const at = caps.findIndex(({ name }) => name === cap.name);
    return at < 0 ? 0 : capMultipliers[at]!;
  });
  const tangent = tangentOf(problem, multipliers, weights);
  const slopes = slopesLeft(limits, rowMultipliers, tangent.slope);
  // Two caps may hold each other in balance: what is left over of their slopes is rounding, and leans on nothing.
  const left = slopes.map((slope) => (Math.abs(slope) <= BALANCED_SHARE * tangent.slopeSize ? 0 : slope));
  const bounds = boundsWithoutRoom(limits, weights, rowMultipliers, left);
  return { rows: rowMultipliers, bounds, tangentWeights: weights, capMultipliers: multipliers };
}

function allMembersOf(proof: Proof): readonly AnyMember[] {
  const { tangentWeights, capMultipliers } = proof;
  const members = membersOf(proof);
  if (tangentWeights === undefined || capMultipliers === undefined) return members;
  const caps = [...capMultipliers.keys()].filter((index) => capMultipliers[index]! > 0);
  return [...members, ...caps.map(capAt)];
}

/** Do these limits alone contradict each other? */
function conflictWithin(
  problem: OptimizeProblem,
  limits: NamedLimits,
  members: readonly AnyMember[],
): Proof | undefined {
  const kept = restrictTo(limits, members);
  const caps = capsOf(problem.limits).filter((_, index) => members.some((member) => isSame(member, capAt(index))));
  const size = limits.symbols.length;
  const outcome = limitSolver(undefined, kept).solve(new Float64Array(size), 0);
  if (outcome.status === 'infeasible') return { rows: outcome.rowMultipliers, bounds: outcome.boundMultipliers };
  if (caps.length === 0) return undefined;
  const conflict = findCapConflict(feasibilityProgram(problem, kept, caps));
  return conflict === undefined ? undefined : proofAt(problem, kept, caps, conflict.point);
}

const capAt = (index: number): AnyMember => ({ kind: 'cap', index, side: 'max' });

/** A program without an objective: only its limits matter. */
export function feasibilityProgram(problem: OptimizeProblem, limits: NamedLimits, caps: readonly Cap[]): Program {
  const { covariance, symbols } = problem;
  return {
    covariance,
    limits,
    caps,
    quadratic: 0,
    ridge: 0,
    linear: new Float64Array(symbols.length),
    tradeCost: undefined,
    costFactor: 0,
    varianceMax: largestVariance(covariance, symbols.length),
  };
}

/** The same limits with every side that is not listed left open. */
function restrictTo(limits: NamedLimits, members: readonly AnyMember[]): NamedLimits {
  const has = (kind: AnyMember['kind'], index: number, side: Side): boolean =>
    members.some((member) => isSame(member, { kind, index, side }));
  return {
    ...limits,
    lower: limits.lower.map((bound, index) => (has('bound', index, 'min') ? bound : -Infinity)),
    upper: limits.upper.map((bound, index) => (has('bound', index, 'max') ? bound : Infinity)),
    rows: limits.rows.map((row, index) => ({
      ...row,
      min: has('row', index, 'min') ? row.min : -Infinity,
      max: has('row', index, 'max') ? row.max : Infinity,
    })),
    absoluteRows: limits.absoluteRows.map((row, index) => ({
      ...row,
      max: has('row', limits.rows.length + index, 'max') ? row.max : Infinity,
    })),
  };
}
