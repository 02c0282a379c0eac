import { done, type Outcome } from '@/lib/base/outcome';
import { DeleteGoalInput, type GoalRow } from '@/lib/shared/contracts/goal';
import { service } from '../service';
import { goalRow, ownerOfGoal } from './goal-rows';

/** Throws a goal away. Answers what it was, so that it can be made anew. */
export const deleteGoal = service({
  name: 'goal/delete-goal',
  access: 'owner',
  input: DeleteGoalInput,
  ownerOf: (ctx, { goalId }) => ownerOfGoal(ctx, goalId),
  run: async ({ db }, { goalId }): Promise<Outcome<GoalRow>> =>
    done(goalRow(await db.goal.delete({ where: { id: goalId } }))),
});
