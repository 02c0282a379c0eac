import { type Outcome, refused } from '@/lib/base/outcome';
import { goalMarket } from '@/lib/codec/goals/goal-market';
import type { GoalQuestion } from '@/lib/codec/goals/goal-problem';
import { judgeGoal, studyGoal } from '@/lib/codec/goals/study-goal';
import type { PricePanel } from '@/lib/quant/market/panel';
import type { RiskLevelId } from '@/lib/quant/policy/types';
import type { GoalStudy, GoalJudgement } from '@/lib/shared/contracts/goal';
import type { RecommendRequest } from '@/lib/shared/contracts/recommend';
import { requestPanel } from './request-panel';
import type { Task } from './task';

interface GoalsInput {
  readonly request: RecommendRequest;
  readonly level: RiskLevelId;
  /** The stored prices the request names. */
  readonly panel: PricePanel;
  /** Everything about the one goal, or the odds of each of several. */
  readonly asked:
    | { readonly kind: 'study'; readonly question: GoalQuestion }
    | { readonly kind: 'judge'; readonly questions: readonly GoalQuestion[] };
}

type GoalsOutput =
  | { readonly status: 'unavailable'; readonly reason: string }
  | { readonly status: 'studied'; readonly asOf: string; readonly study: Outcome<GoalStudy> }
  | { readonly status: 'judged'; readonly asOf: string; readonly judgements: readonly Outcome<GoalJudgement>[] };

const NO_TIME = refused('unavailable', 'The odds of all goals together take too long; each has its own on its page.');

/** Goals on the estimates behind a plan. */
export const goalsTask: Task<GoalsInput, GoalsOutput> = ({ request, level, panel: stored, asked }, control) => {
  const panel = requestPanel(request.prices, stored);
  const market = panel.status === 'done' ? goalMarket(request, panel.value, level) : panel;
  if (market.status === 'refused') {
    return { status: 'finished', value: { status: 'unavailable', reason: market.message } };
  }
  const { asOf } = market.value;
  if (asked.kind === 'study') {
    const study = studyGoal(asked.question, market.value);
    return { status: 'finished', value: { status: 'studied', asOf, study } };
  }
  // Told to stop it answers with what there is: some of many goals are better than none.
  const judgements = asked.questions.map((question) =>
    control.shouldStop() ? NO_TIME : judgeGoal(question, market.value),
  );
  return { status: 'finished', value: { status: 'judged', asOf, judgements } };
};
