import { done, type Outcome } from '@/lib/base/outcome';
import { monthsBetween } from '@/lib/codec/goals/goal-problem';
import { GetGoalInput, type GoalView } from '@/lib/shared/contracts/goal';
import { compute } from '../../compute/compute';
import { loadPanel } from '../../store/panel-store';
import { studySubject } from '../plan/study-subject';
import { service } from '../service';
import { dateProblem, goalRow, marketInfo, ownerOfGoal, todayOf } from './goal-rows';

/** A goal and everything its page says of it, as saved or with what the reader tries. */
export const getGoal = service({
  name: 'goal/get-goal',
  access: 'owner',
  input: GetGoalInput,
  ownerOf: (ctx, { goalId }) => ownerOfGoal(ctx, goalId),
  run: async (ctx, { goalId, trial = {} }): Promise<Outcome<GoalView>> => {
    const { db, actor } = ctx;
    const row = goalRow(await db.goal.findUniqueOrThrow({ where: { id: goalId } }));
    const goal = { ...row.goal, ...trial };
    const today = todayOf(ctx);
    const view = { row, goal, today, market: null };
    const without = (reason: string) => done<GoalView>({ ...view, outcome: { status: 'unavailable', reason } });
    const saveMonths = monthsBetween(today, goal.date);
    if (saveMonths < 1) return done({ ...view, outcome: { status: 'past' } });
    const problem = dateProblem(goal, today);
    if (problem !== undefined) return without(problem.message);
    const subject = await studySubject(db, actor.userId);
    if (subject === undefined) return without('There are no prices yet.');
    const { request, level, priceSet } = subject;
    const panel = await loadPanel(priceSet.contentHash);
    const asked = { kind: 'study', question: { goal, today, saveMonths } } as const;
    const computed = await compute('goals', { request, level, panel, asked });
    if (computed.status === 'refused') return without(computed.message);
    const answer = computed.value;
    if (answer.status !== 'studied') {
      return without(answer.status === 'unavailable' ? answer.reason : 'The goal could not be worked out.');
    }
    const { study, asOf } = answer;
    return done({
      ...view,
      market: marketInfo(subject, asOf),
      outcome:
        study.status === 'done'
          ? { status: 'studied', study: study.value }
          : { status: 'unavailable', reason: study.message },
    });
  },
});
