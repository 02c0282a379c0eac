/** How much it matters that a goal is met. */
export const GOAL_PRIORITIES = {
  /**
   * A need must not fail: on track where all but 15 in 100 paths meet it, the 15th percentile that U.S. Bank's planning
   * asks for in the last year.
   */
  need: { id: 'need', onTrackMin: 0.85, atRiskMin: 0.65 },
  want: { id: 'want', onTrackMin: 0.7, atRiskMin: 0.5 },
  /** On track where the median path meets it, as U.S. Bank's planning has it for a goal some years away. */
  wish: { id: 'wish', onTrackMin: 0.5, atRiskMin: 0.3 },
} as const;

export type GoalPriority = keyof typeof GOAL_PRIORITIES;

export type GoalStatus = 'on-track' | 'at-risk' | 'off-track';

/** In its last year every goal is held to the odds of a need: little can be mended then. */
const LAST_YEAR_MONTHS = 12;

/** The odds from which on a goal is on track, and at risk rather than off track. */
export function thresholdsOf(priority: GoalPriority, monthsLeft: number): { onTrackMin: number; atRiskMin: number } {
  return GOAL_PRIORITIES[monthsLeft <= LAST_YEAR_MONTHS ? 'need' : priority];
}

export function goalStatus(probability: number, priority: GoalPriority, monthsLeft: number): GoalStatus {
  const { onTrackMin, atRiskMin } = thresholdsOf(priority, monthsLeft);
  return probability >= onTrackMin ? 'on-track' : probability >= atRiskMin ? 'at-risk' : 'off-track';
}
