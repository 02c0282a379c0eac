import { done, type Outcome } from '@/lib/base/outcome';
import { monthsBetween } from '@/lib/codec/goals/goal-problem';
import { type GoalClaim, shareSavings } from '@/lib/quant/planning/goals/share-savings';
import {
  type GoalJudgement,
  type GoalListItem,
  type GoalListView,
  type GoalRow,
  ListGoalsInput,
} from '@/lib/shared/contracts/goal';
import { compute } from '../../compute/compute';
import { loadPanel } from '../../store/panel-store';
import { type StudySubject, studySubject } from '../plan/study-subject';
import { service } from '../service';
import { goalRow, marketInfo, todayOf } from './goal-rows';
import { suggestedGoals } from './suggested-goals';

/** The investor's goals, each with its odds, and goals to start from. */
export const listGoals = service({
  name: 'goal/list-goals',
  access: 'signed-in',
  input: ListGoalsInput,
  run: async (ctx, { withoutOdds = false }): Promise<Outcome<GoalListView>> => {
    const { db, actor } = ctx;
    const rows = (await db.goal.findMany({ where: { userId: actor.userId }, orderBy: { createdAt: 'asc' } })).map(
      goalRow,
    );
    const today = todayOf(ctx);
    const subject = await studySubject(db, actor.userId);
    const view = { today, suggestions: suggestedGoals(subject, today) };
    const ahead = rows.filter(({ goal }) => monthsBetween(today, goal.date) >= 1);
    const isAsked = ahead.length > 0 && !withoutOdds;
    const { judgements, reason, asOf } = isAsked ? await judge(subject, ahead, today) : NOTHING_JUDGED;
    return done({
      ...view,
      items: itemsOf(rows, judgements, today),
      market: subject === undefined || asOf === null ? null : marketInfo(subject, asOf),
      reason,
    });
  },
});

interface Judged {
  readonly judgements: ReadonlyMap<string, GoalJudgement>;
  readonly reason: string | null;
  readonly asOf: string | null;
}

const NOTHING_JUDGED: Judged = { judgements: new Map(), reason: null, asOf: null };

/** The list is there without its odds too: goals can be read, changed and deleted while nobody can work them out. */
async function judge(subject: StudySubject | undefined, rows: readonly GoalRow[], today: string): Promise<Judged> {
  const without = (reason: string): Judged => ({ ...NOTHING_JUDGED, reason });
  if (subject === undefined) return without('There are no prices yet.');
  const { request, level, priceSet } = subject;
  const questions = rows.map(({ goal }) => ({ goal, today, saveMonths: monthsBetween(today, goal.date) }));
  const panel = await loadPanel(priceSet.contentHash);
  const computed = await compute('goals', { request, level, panel, asked: { kind: 'judge', questions } });
  if (computed.status === 'refused') return without(computed.message);
  const answer = computed.value;
  if (answer.status !== 'judged') {
    return without(answer.status === 'unavailable' ? answer.reason : 'The goals could not be worked out.');
  }
  const judgements = new Map(
    rows.flatMap(({ id }, at) => {
      const judgement = answer.judgements[at];
      return judgement?.status === 'done' ? [[id, judgement.value] as const] : [];
    }),
  );
  const problem = answer.judgements.find((judgement) => judgement.status === 'refused');
  return { judgements, reason: problem?.message ?? null, asOf: answer.asOf };
}

function itemsOf(rows: readonly GoalRow[], judgements: Judged['judgements'], today: string): GoalListItem[] {
  const claims = rows.flatMap(({ id, goal }): GoalClaim[] => {
    const judgement = judgements.get(id);
    if (judgement === undefined) return [];
    const { monthlyNeeded } = judgement;
    const required = monthlyNeeded === null ? {} : { required: monthlyNeeded };
    return [{ id, priority: goal.priority, months: monthsBetween(today, goal.date), ...required }];
  });
  const given = rows.reduce((sum, { id, goal }) => (judgements.has(id) ? sum + goal.monthly : sum), 0);
  const shares = claims.length < 2 ? [] : shareSavings(claims, given);
  return rows.map((row) => ({
    row,
    judgement: judgements.get(row.id) ?? null,
    isPast: monthsBetween(today, row.goal.date) < 1,
    monthlyByPriority: shares.find(({ id }) => id === row.id)?.monthly ?? null,
  }));
}
