import { dot, maxAbs } from '../../math/matrix';
import { sumModel } from '../../risk/measures/sum-model';
import { measurePlaneContradiction } from '../certificate';
import { boundsWithoutRoom, isSame, type Member, membersOf, nameOfMember, slopesLeft } from '../conflict-members';
import type { NamedLimits } from '../limits';
import type { AnyProblem, Infeasible, InfeasibilityCertificate } from '../types';
import { capsOf } from './measured-program';
import { PROOF, searchConvex } from './search-convex';

/** Multipliers below this share of the slopes they combine are rounding of zero. */
const NEGLIGIBLE_SHARE = 1e-9;
/** A cap's share in a joint conflict that is smaller than this is none. */
const CAP_SHARE_MIN = 1e-6;
/**
 * Any multipliers of at least zero make a proof if they leave a margin. At the sharpest ones the sum of caps is almost flat
 * along the conflict, which hides where it is least; so rough ones are tried first, finer ones where the margin needs them.
 */
const SHARE_DIGITS = [2, 4, 8] as const;

interface Proof {
  readonly weights: Float64Array;
  readonly certificate: InfeasibilityCertificate;
}

/**
 * Which caps and other limits conflict, when the search found no weights that meet them all: first each cap alone, then
 * those that the search pressed on, together. The least of the sum of caps times multipliers, within the other limits, is
 * then above what the caps allow.
 *
 * @param pressures one a cap, at least 0: how hard the search pressed on each
 * @returns undefined when no conflict could be proven
 */
export function explainCaps(
  problem: AnyProblem,
  limits: NamedLimits,
  start: Float64Array,
  pressures: Float64Array,
): Infeasible | undefined {
  const caps = capsOf(problem);
  for (const at of caps.keys()) {
    const multipliers = new Float64Array(caps.length);
    multipliers[at] = 1;
    const found = conflictOf(problem, limits, start, multipliers);
    if (found === undefined) continue;
    const { model, name } = caps[at]!;
    const value = model.exact(model.imageOf(found.proof.weights));
    return { ...found.infeasible, leastAttainable: { limit: name, value } };
  }
  const largest = maxAbs(pressures.map((pressure, at) => pressure * Math.abs(caps[at]!.max)));
  if (largest === 0) return undefined;
  for (const digits of SHARE_DIGITS) {
    const multipliers = pressures.map((pressure, at) =>
      pressure * Math.abs(caps[at]!.max) > CAP_SHARE_MIN * largest
        ? Number((pressure / maxAbs(pressures)).toPrecision(digits))
        : 0,
    );
    const found = conflictOf(problem, limits, start, multipliers);
    if (found !== undefined) return found.infeasible;
  }
  return undefined;
}

function conflictOf(
  problem: AnyProblem,
  limits: NamedLimits,
  start: Float64Array,
  multipliers: Float64Array,
): { readonly proof: Proof; readonly infeasible: Infeasible } | undefined {
  const first = proofWithin(problem, limits, start, multipliers);
  if (first === undefined) return undefined;
  let proof = first;
  let kept = limits;
  for (const member of membersOf(first.certificate)) {
    if (!membersOf(proof.certificate).some((other) => isSame(member, other))) continue;
    const without = withOpen(kept, member);
    const next = proofWithin(problem, without, proof.weights, multipliers);
    if (next === undefined) continue;
    proof = next;
    kept = without;
  }
  const caps = capsOf(problem).flatMap((cap, at) => (multipliers[at]! > 0 ? [cap] : []));
  const names = membersOf(proof.certificate).map((member) => nameOfMember(limits, member));
  const relaxed = caps.flatMap(({ name, model, max }) => {
    const by = model.exact(model.imageOf(first.weights)) - max;
    return by > 0 ? [{ limit: name, by }] : [];
  });
  return {
    proof: first,
    infeasible: {
      status: 'infeasible',
      conflictingLimits: [...new Set([...caps.map(({ name }) => name), ...names])],
      nearestFeasible: { weights: first.weights, relaxed },
      certificate: proof.certificate,
    },
  };
}

/** The least of the caps' sum within limits, if it is provably more than the caps allow. */
function proofWithin(
  problem: AnyProblem,
  limits: NamedLimits,
  start: Float64Array,
  multipliers: Float64Array,
): Proof | undefined {
  const terms = capsOf(problem)
    .map((cap, at) => ({ ...cap, factor: multipliers[at]! }))
    .filter(({ factor }) => factor > 0);
  const model = sumModel(terms);
  const linear = new Float64Array(start.length);
  const risk = { model, factor: 1 };
  const outcome = searchConvex({ limits, linear, risk, caps: [], ridge: 0, tradeCost: undefined, start }, PROOF);
  if (outcome.status !== 'found') return undefined;
  const { weights, rowMultipliers } = outcome.point;
  const { slope, intercept } = outcome.measure.planes[0]!;
  const riskPlane = { slope, level: terms.reduce((sum, { max, factor }) => sum + factor * max, 0) - intercept };
  const rows = withoutRounding(limits, rowMultipliers, maxAbs(slope));
  const bounds = boundsWithoutRoom(limits, weights, rows, slopesLeft(limits, rows, slope));
  const { holds, margin } = measurePlaneContradiction(limits, rows, bounds, riskPlane);
  const isAbove = dot(slope, weights) > riskPlane.level;
  if (!holds || !isAbove) return undefined;
  return { weights, certificate: { rows, bounds, riskPlane, margin } };
}

const withoutRounding = (limits: NamedLimits, rowMultipliers: Float64Array, size: number): Float64Array =>
  rowMultipliers.map((multiplier, index) => {
    const steepness = maxAbs(limits.rows[index]?.coefficients ?? Float64Array.of(1));
    return Math.abs(multiplier) * steepness <= NEGLIGIBLE_SHARE * size ? 0 : multiplier;
  });

function withOpen(limits: NamedLimits, { kind, index, side }: Member): NamedLimits {
  const open = side === 'min' ? { min: -Infinity } : { max: Infinity };
  if (kind === 'bound') {
    const lower = limits.lower.slice();
    const upper = limits.upper.slice();
    if (side === 'min') lower[index] = -Infinity;
    else upper[index] = Infinity;
    return { ...limits, lower, upper };
  }
  const rows = limits.rows.map((row, at) => (at === index ? { ...row, ...open } : row));
  const absoluteRows = limits.absoluteRows.map((row, at) =>
    at + limits.rows.length === index ? { ...row, max: Infinity } : row,
  );
  return { ...limits, rows, absoluteRows };
}
