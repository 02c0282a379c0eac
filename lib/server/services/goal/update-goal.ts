import { done, type Outcome } from '@/lib/base/outcome';
import { type GoalRow, UpdateGoalInput } from '@/lib/shared/contracts/goal';
import { service } from '../service';
import { dateProblem, GOAL_SCHEMA_VERSION, goalRow, ownerOfGoal, todayOf } from './goal-rows';

/** Changes a goal. Answers it as it was before, so that the change can be taken back. */
export const updateGoal = service({
  name: 'goal/update-goal',
  access: 'owner',
  input: UpdateGoalInput,
  ownerOf: (ctx, { goalId }) => ownerOfGoal(ctx, goalId),
  run: async (ctx, { goalId, name, goal }): Promise<Outcome<GoalRow>> => {
    const problem = dateProblem(goal, todayOf(ctx));
    if (problem !== undefined) return problem;
    const before = await ctx.db.goal.findUniqueOrThrow({ where: { id: goalId } });
    await ctx.db.goal.update({
      where: { id: goalId },
      data: { name, document: goal, schemaVersion: GOAL_SCHEMA_VERSION, updatedAt: new Date(ctx.clock.now()) },
    });
    return done(goalRow(before));
  },
});
