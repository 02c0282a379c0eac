import type { PlanView } from '@/lib/shared/contracts/plan';
import { type PlanChoice, planChoices } from './plan-choices';

/** What the form of every run takes from the investor's plans. */
export interface RunFormPlan {
  readonly plans: readonly PlanChoice[];
  /** ISO days of the prices behind the newest plan. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly startAmount: number;
}

/** Undefined without a plan: then there is nothing to run. */
export function runFormPlan(plan: PlanView): RunFormPlan | undefined {
  const { recommendation, profile } = plan;
  if (recommendation === null) return undefined;
  const { source, money } = recommendation.answer;
  return {
    plans: planChoices(plan),
    firstDay: source.firstDay,
    lastDay: source.lastDay,
    startAmount: profile?.amount ?? money,
  };
}
