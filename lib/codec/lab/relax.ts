import type { Infeasible } from '@/lib/quant/optimize/types';
import type { LabInputs, LabLimitRef, LabLimits, LabRelaxation } from '@/lib/shared/contracts/frontier-lab';
import { limitRef } from './lab-problem';
import { isMet, keyOf, type Movable, movableOf } from './movable';

/** A tenth of a point: limits are offered as a person would type them, rounded to the loose side. */
const STEPS_PER_UNIT = 1_000;

/** The smallest change of this one limit after which all can be met; undefined where even without it they cannot. */
function looseEnough(inputs: LabInputs, limits: LabLimits, { value, loosest, moved }: Movable): number | undefined {
  const at = (steps: number): number => (loosest === 1 ? steps : -steps) / STEPS_PER_UNIT;
  const origin = loosest === 1 ? Math.floor(value * STEPS_PER_UNIT) : Math.ceil(value * STEPS_PER_UNIT);
  const valueAfter = (steps: number): number => origin / STEPS_PER_UNIT + at(steps);
  let tooTight = 0;
  let enough = Math.abs(loosest * STEPS_PER_UNIT - origin);
  if (enough === 0 || !isMet(inputs, moved(limits, loosest))) return undefined;
  while (enough - tooTight > 1) {
    const middle = Math.floor((tooTight + enough) / 2);
    if (isMet(inputs, moved(limits, valueAfter(middle)))) enough = middle;
    else tooTight = middle;
  }
  return Math.round(valueAfter(enough) * STEPS_PER_UNIT) / STEPS_PER_UNIT;
}

/**
 * Ways out of limits that clash, smallest change first: each single limit of the conflict moved just far enough. Where
 * several things clash at once and no single limit is enough, all that the nearest feasible mix needs, together.
 */
export function relaxationsOf(
  inputs: LabInputs,
  limits: LabLimits,
  conflict: readonly LabLimitRef[],
  nearest: Infeasible['nearestFeasible'],
): LabRelaxation[] {
  const singles = conflict.flatMap((ref): (LabRelaxation & { readonly by: number })[] => {
    const movable = movableOf(ref);
    const to = movable === undefined ? undefined : looseEnough(inputs, limits, movable);
    if (movable === undefined || to === undefined) return [];
    return [{ limits: movable.moved(limits, to), changes: [{ limit: ref, to }], by: Math.abs(to - movable.value) }];
  });
  if (singles.length > 0) {
    return singles.sort((left, right) => left.by - right.by).map(({ by: _by, ...relaxation }) => relaxation);
  }
  const together = allTogether(inputs, limits, nearest);
  return together === undefined ? [] : [together];
}

/** Each limit that must give way is opened, then drawn in again as far as the others allow. */
function allTogether(
  inputs: LabInputs,
  limits: LabLimits,
  nearest: Infeasible['nearestFeasible'],
): LabRelaxation | undefined {
  const names = nearest?.relaxed.map(({ limit }) => limit) ?? [];
  const seen = new Map<string, Movable>();
  for (const name of names) {
    const movable = movableOf(limitRef(inputs, limits, name));
    if (movable === undefined) return undefined;
    const { ref } = movable;
    seen.set(keyOf(ref), movable);
  }
  const movables = [...seen.values()];
  let next = movables.reduce((opened, { moved, loosest }) => moved(opened, loosest), limits);
  if (movables.length === 0 || !isMet(inputs, next)) return undefined;
  const changes: { limit: LabLimitRef; to: number }[] = [];
  for (const movable of movables) {
    const tight = movable.moved(next, movable.value);
    const to = isMet(inputs, tight) ? movable.value : (looseEnough(inputs, tight, movable) ?? movable.loosest);
    next = movable.moved(next, to);
    if (to !== movable.value) changes.push({ limit: movable.ref, to });
  }
  return { limits: next, changes };
}
