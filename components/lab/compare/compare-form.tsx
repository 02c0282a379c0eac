'use client';

import { Select } from '@/components/ui/select';
import { Checkbox } from '@/components/ui/toggles';
import { Term } from '@/components/ui/tooltip';
import type { OutcomeAction } from '@/components/ui/use-outcome-action';
import type { StartedComparison, StrategyName } from '@/lib/shared/contracts/comparison';
import { formatDay } from '@/lib/shared/format/date';
import { comparisonPath } from '@/lib/shared/routes';
import { STRATEGY_NAMES } from '@/lib/shared/strategy-names';
import { CALENDAR_WORDS } from '../backtest-words';
import { RunForm } from '../run-form';
import type { RunFormPlan } from '../run-form-plan';
import { RunMoneyFields } from '../run-money-fields';
import { RunWindowFields } from '../run-window-fields';
import { TradingRulesFields } from '../trading-rules-fields';
import { useRunForm } from '../use-run-form';
import { CHOICES, CHOSEN_AT_FIRST, comparisonRequest } from './compare-request';

export interface CompareFormProps extends RunFormPlan {
  /** Instruments of the newest plan. */
  readonly symbols: readonly string[];
  readonly action: OutcomeAction<StartedComparison>;
}

/** Which rules, over which days; everything else is the same for all of them. */
export function CompareForm({ plans, symbols, firstDay, lastDay, startAmount, action }: CompareFormProps) {
  const form = useRunForm({
    action,
    pathOf: ({ comparisonId }) => comparisonPath(comparisonId),
    requestOf: comparisonRequest,
  });
  return (
    <RunForm form={form} submitLabel="Compare">
      <fieldset className="flex flex-col gap-4">
        <legend className="pb-4 font-strong">Which rules</legend>
        <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
          {CHOICES.map((id: StrategyName) => (
            <Checkbox
              key={id}
              name="strategies"
              value={id}
              isCheckedAtFirst={CHOSEN_AT_FIRST.includes(id)}
              label={STRATEGY_NAMES[id].name}
              description={STRATEGY_NAMES[id].rule}
            />
          ))}
        </div>
        <p className="max-w-prose text-small text-muted">
          Beside them always: <Term id="equal-weight">equal weight</Term>, <Term id="sixty-forty">60/40</Term>, and your
          plan <Term id="buy-and-hold">bought and held</Term>.
        </p>
      </fieldset>
      <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2 lg:grid-cols-3">
        <Select
          label="Whose instruments and limits"
          options={plans.map(({ id, label }) => ({ value: id, label }))}
          name="recommendationId"
        />
        <Select
          label="One instrument beside them"
          options={[{ value: '', label: 'None' }, ...symbols.map((symbol) => ({ value: symbol, label: symbol }))]}
          name="holdSymbol"
          hint="Bought with all the money on the first day and held."
        />
        <Select
          label="Trade back to the rule"
          options={Object.entries(CALENDAR_WORDS).map(([value, label]) => ({ value, label }))}
          name="calendar"
        />
        <RunWindowFields
          firstDay={firstDay}
          lastDay={lastDay}
          fromHint={`Empty: as early as every rule has the prices it needs. Prices begin on ${formatDay(firstDay)}.`}
          errorOf={form.errorOf}
        />
        <RunMoneyFields startAmount={startAmount} isSameForAll errorOf={form.errorOf} />
      </div>
      <TradingRulesFields />
    </RunForm>
  );
}
