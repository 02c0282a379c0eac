'use client';

import { Select } from '@/components/ui/select';
import { Term } from '@/components/ui/tooltip';
import type { OutcomeAction } from '@/components/ui/use-outcome-action';
import type { StartedBacktest } from '@/lib/shared/contracts/backtest';
import { formatDay } from '@/lib/shared/format/date';
import { backtestPath } from '@/lib/shared/routes';
import { CALENDAR_WORDS } from './backtest-words';
import { RunForm } from './run-form';
import type { RunFormPlan } from './run-form-plan';
import { RunMoneyFields } from './run-money-fields';
import { runRequestOf, textOf } from './run-request';
import { RunWindowFields } from './run-window-fields';
import { tradingRulesOfForm } from './trading-rules-choice';
import { TradingRulesFields } from './trading-rules-fields';
import { useRunForm } from './use-run-form';

export interface BacktestFormProps extends RunFormPlan {
  readonly action: OutcomeAction<StartedBacktest>;
}

const requestOf = (form: FormData, key: string) => ({
  ...runRequestOf(form, key),
  calendar: textOf(form, 'calendar'),
  ...tradingRulesOfForm(form),
});

/** Asks for a window, a rule and the money; what is compared with is always the same, so nobody picks the easiest rival. */
export function BacktestForm({ plans, firstDay, lastDay, startAmount, action }: BacktestFormProps) {
  const form = useRunForm({ action, pathOf: ({ backtestId }) => backtestPath(backtestId), requestOf });
  return (
    <RunForm form={form} submitLabel="Run the test" isDense>
      <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2 lg:grid-cols-3">
        <Select
          label="What is tested"
          options={plans.map(({ id, label }) => ({ value: id, label }))}
          name="recommendationId"
        />
        <RunWindowFields
          firstDay={firstDay}
          lastDay={lastDay}
          fromHint={`Empty: as early as possible. Prices begin on ${formatDay(firstDay)}; about three years of them are needed before the first decision.`}
          errorOf={form.errorOf}
        />
        <Select
          label="Trade back to the plan"
          options={Object.entries(CALENDAR_WORDS).map(([value, label]) => ({ value, label }))}
          name="calendar"
          hint="At each of these dates the plan is made anew from what was known then."
        />
        <RunMoneyFields startAmount={startAmount} errorOf={form.errorOf} />
      </div>
      <TradingRulesFields />
      <p className="max-w-prose text-small text-muted">
        Compared with, always and after the same costs: <Term id="equal-weight">equal weight</Term>,{' '}
        <Term id="sixty-forty">60/40</Term>, your plan <Term id="buy-and-hold">bought and held</Term>, and what you hold
        now, if you hold anything.
      </p>
    </RunForm>
  );
}
