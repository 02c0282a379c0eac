import { newId } from '@/lib/base/ids';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import { CreateGoalInput, type GoalRow, GOALS_MAX } from '@/lib/shared/contracts/goal';
import { service } from '../service';
import { dateProblem, GOAL_SCHEMA_VERSION, goalRow, todayOf } from './goal-rows';

/** Keeps a new goal. */
export const createGoal = service({
  name: 'goal/create-goal',
  access: 'signed-in',
  input: CreateGoalInput,
  run: async (ctx, { name, goal }): Promise<Outcome<GoalRow>> => {
    const { db, actor, clock } = ctx;
    const problem = dateProblem(goal, todayOf(ctx));
    if (problem !== undefined) return problem;
    const { userId } = actor;
    if ((await db.goal.count({ where: { userId } })) >= GOALS_MAX) {
      return refused('conflict', `There are ${GOALS_MAX} goals already; delete one first.`);
    }
    const now = new Date(clock.now());
    const row = await db.goal.create({
      data: {
        id: newId(clock, ctx.randomBytes),
        userId,
        name,
        document: goal,
        schemaVersion: GOAL_SCHEMA_VERSION,
        createdAt: now,
        updatedAt: now,
      },
    });
    return done(goalRow(row));
  },
});
