import { matVec, maxAbs, quadraticForm } from '../math/matrix';
import { type Contradiction, measureContradiction } from './certificate';
import {
  boundLimitName,
  crossedLimit,
  type NamedLimits,
  rowLimitName,
  type Side,
  sideOf,
  VOLATILITY_LIMIT,
} from './limits';
import { searchLeastRisk } from './mean-variance';
import type { LinearConflict, VolatilityConflict } from './objective-method';
import { quadraticSolver } from './quadratic/solve';
import type { InfeasibilityCertificate, OptimizeProblem } from './types';

/** Bound multipliers of weights farther from the bound than this (in portfolio sizes) are rounding of zero. */
const AT_BOUND_TOLERANCE = 1e-9;

/** Multipliers below this share of the largest may be rounding. */
const DOUBTFUL_SHARE = 1e-6;

/** One side of one row or bound. */
interface Member {
  readonly kind: 'row' | 'bound';
  readonly index: number;
  readonly side: Side;
}

export interface Conflict {
  readonly conflictingLimits: readonly string[];
  readonly certificate: InfeasibilityCertificate;
}

/**
 * Checks a proof of infeasibility on the problem as given. Sees the inputs and the certificate only.
 *
 * @see measureContradiction
 */
export function checkInfeasibility(
  problem: OptimizeProblem,
  limits: NamedLimits,
  certificate: Omit<InfeasibilityCertificate, 'margin'>,
): Contradiction {
  const { rows, bounds, tangentWeights, crossed } = certificate;
  if (crossed !== undefined) {
    const found = crossedLimit(limits);
    return { margin: found?.by ?? -Infinity, holds: found?.at === crossed };
  }
  if (tangentWeights === undefined) return measureContradiction(limits, rows, bounds);
  const volatilityMax = problem.limits.volatilityMax ?? Infinity;
  const level = (quadraticForm(problem.covariance, tangentWeights) + volatilityMax ** 2) / 2;
  return measureContradiction(limits, rows, bounds, { slope: matVec(problem.covariance, tangentWeights), level });
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
  const hasCap = conflict.status === 'volatility-conflict';
  let proof = proofOf(problem, limits, conflict);
  let members = membersOf(proof);
  // Deletion filter: whatever the others contradict each other without is not part of the conflict. The solver's linear
  // proofs rest on independent limits, so only those with a multiplier near rounding can be superfluous there.
  const candidates = hasCap ? members : members.filter((member) => weightIn(proof, limits, member) <= DOUBTFUL_SHARE);
  for (const member of candidates) {
    if (!members.some((kept) => isSame(kept, member))) continue;
    const others = members.filter((other) => !isSame(other, member));
    const without = conflictWithin(problem, limits, others, hasCap);
    if (without === undefined || !checkInfeasibility(problem, limits, without).holds) continue;
    members = membersOf(without).filter((kept) => others.some((other) => isSame(kept, other)));
    proof = without;
  }
  const verdict = checkInfeasibility(problem, limits, proof);
  if (!verdict.holds) return undefined;
  const names = members.map(({ kind, index, side }) =>
    kind === 'row' ? rowLimitName(limits.rows[index]!, side) : boundLimitName(limits.symbols[index]!, side),
  );
  return {
    conflictingLimits: hasCap ? [...names, VOLATILITY_LIMIT] : names,
    certificate: { ...proof, margin: verdict.margin },
  };
}

/** Multiplier of a member over the largest, each for a row of length one. */
function weightIn(proof: Proof, limits: NamedLimits, { kind, index }: Member): number {
  const rows = proof.rows.map((multiplier, row) => multiplier * maxAbs(limits.rows[row]!.coefficients));
  return Math.abs((kind === 'row' ? rows : proof.bounds)[index]!) / Math.max(maxAbs(rows), maxAbs(proof.bounds));
}

type Proof = Omit<InfeasibilityCertificate, 'margin'>;

function proofOf(problem: OptimizeProblem, limits: NamedLimits, conflict: LinearConflict | VolatilityConflict): Proof {
  if (conflict.status === 'linear-conflict')
    return { rows: conflict.rowMultipliers, bounds: conflict.boundMultipliers };
  const { weights, rowMultipliers } = conflict.leastRisk;
  const bounds = matVec(problem.covariance, weights);
  limits.rows.forEach((row, index) => {
    for (let at = 0; at < bounds.length; at++) bounds[at]! -= rowMultipliers[index]! * row.coefficients[at]!;
  });
  for (let at = 0; at < bounds.length; at++) {
    const room = bounds[at]! > 0 ? weights[at]! - limits.lower[at]! : limits.upper[at]! - weights[at]!;
    if (room > AT_BOUND_TOLERANCE * limits.weightScale) bounds[at] = 0;
  }
  return { rows: rowMultipliers, bounds, tangentWeights: weights };
}

function membersOf({ rows, bounds }: Proof): readonly Member[] {
  const members: Member[] = [];
  rows.forEach((multiplier, index) => {
    if (multiplier !== 0) members.push({ kind: 'row', index, side: sideOf(multiplier) });
  });
  bounds.forEach((multiplier, index) => {
    if (multiplier !== 0) members.push({ kind: 'bound', index, side: sideOf(multiplier) });
  });
  return members;
}

const isSame = (left: Member, right: Member): boolean =>
  left.kind === right.kind && left.index === right.index && left.side === right.side;

/** Do these limits alone (with the volatility limit, if it takes part) contradict each other? */
function conflictWithin(
  problem: OptimizeProblem,
  limits: NamedLimits,
  members: readonly Member[],
  hasCap: boolean,
): Proof | undefined {
  const kept = restrictTo(limits, members);
  if (!hasCap) {
    const outcome = quadraticSolver(undefined, kept).solve(new Float64Array(limits.symbols.length));
    if (outcome.status !== 'infeasible') return undefined;
    return { rows: outcome.rowMultipliers, bounds: outcome.boundMultipliers };
  }
  const search = searchLeastRisk(problem, kept, quadraticSolver(problem.covariance, kept));
  return search.status === 'volatility-conflict' ? proofOf(problem, kept, search) : undefined;
}

/** The same limits with every side that is not listed left open. */
function restrictTo(limits: NamedLimits, members: readonly Member[]): NamedLimits {
  const has = (kind: Member['kind'], index: number, side: Side): boolean =>
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
  };
}
