import { GOAL_PRIORITIES, type GoalPriority } from './status';

/** A goal that asks for part of the same savings. */
export interface GoalClaim {
  readonly id: string;
  readonly priority: GoalPriority;
  readonly months: number;
  /** What it needs each month to be on track; absent where nothing a month would do. */
  readonly required?: number;
}

interface GoalShare {
  readonly id: string;
  readonly monthly: number;
  readonly isMet: boolean;
}

/**
 * Savings of a month dealt out: needs before wants before wishes, and the nearer date first. A goal gets what it needs to
 * be on track, or what is left; one that nothing a month would mend comes last of its kind, so that it starves no other.
 */
export function shareSavings(claims: readonly GoalClaim[], monthly: number): GoalShare[] {
  const order = Object.keys(GOAL_PRIORITIES);
  const ranked = claims.toSorted(
    (one, other) =>
      order.indexOf(one.priority) - order.indexOf(other.priority) ||
      Number(one.required === undefined) - Number(other.required === undefined) ||
      one.months - other.months,
  );
  let left = monthly;
  const shares = new Map<string, GoalShare>();
  for (const { id, required } of ranked) {
    const part = Math.min(left, required ?? left);
    left -= part;
    shares.set(id, { id, monthly: part, isMet: required !== undefined && part >= required });
  }
  return claims.flatMap(({ id }) => shares.get(id) ?? []);
}
