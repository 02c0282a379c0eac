'use client';

import { useRouter } from 'next/navigation';
import { type SyntheticEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { newIntentKey } from '@/components/ui/intent-key';
import { NumberField } from '@/components/ui/number-field';
import { Select } from '@/components/ui/select';
import { Notice } from '@/components/ui/states';
import { Checkbox } from '@/components/ui/toggles';
import { Term } from '@/components/ui/tooltip';
import { type OutcomeAction, useOutcomeAction } from '@/components/ui/use-outcome-action';
import type { StartedComparison, StrategyName } from '@/lib/shared/contracts/comparison';
import { formatDay } from '@/lib/shared/format/date';
import { comparisonPath } from '@/lib/shared/routes';
import { STRATEGY_NAMES } from '@/lib/shared/strategy-names';
import { CALENDAR_WORDS } from '../backtest-words';
import type { PlanChoice } from '../plan-choices';
import { TradingRulesFields } from '../trading-rules-fields';
import { CHOICES, CHOSEN_AT_FIRST, comparisonRequest } from './compare-request';

export interface CompareFormProps {
  readonly plans: readonly PlanChoice[];
  /** Instruments of the newest plan. */
  readonly symbols: readonly string[];
  /** ISO days of the prices behind the newest plan. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly startAmount: number;
  readonly action: OutcomeAction<StartedComparison>;
}

const FIELDS = ['from', 'to', 'startAmount', 'commissionBasisPoints', 'holdSymbols', 'strategies'];

/** Which rules, over which days; everything else is the same for all of them. */
export function CompareForm({ plans, symbols, firstDay, lastDay, startAmount, action }: CompareFormProps) {
  const router = useRouter();
  const [key, setKey] = useState(newIntentKey);
  const { run, isPending, refusal } = useOutcomeAction(action, ({ comparisonId }) =>
    router.push(comparisonPath(comparisonId)),
  );
  const errorOf = (field: string): string | undefined => (refusal?.field === field ? refusal.message : undefined);
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    run(comparisonRequest(new FormData(event.currentTarget), key));
  };
  const loose =
    refusal !== undefined && !FIELDS.slice(0, 4).includes(refusal.field ?? '') ? refusal.message : undefined;
  return (
    <form onSubmit={submit} onChange={() => setKey(newIntentKey())} noValidate className="flex flex-col gap-8">
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
        <Input
          label="From"
          type="date"
          min={firstDay}
          max={lastDay}
          name="from"
          hint={`Empty: as early as every rule has the prices it needs. Prices begin on ${formatDay(firstDay)}.`}
          error={errorOf('from')}
        />
        <Input
          label="To"
          type="date"
          min={firstDay}
          max={lastDay}
          name="to"
          hint={`Empty: the last price, ${formatDay(lastDay)}.`}
          error={errorOf('to')}
        />
        <NumberField
          kind="money"
          label="Start money"
          name="startAmount"
          defaultValue={startAmount}
          hint="At least $100."
          error={errorOf('startAmount')}
        />
        <NumberField
          kind="plain"
          label="Commission"
          unit="bp"
          name="commissionBasisPoints"
          defaultValue={1}
          hint={
            <>
              In <Term id="basis-point">basis points</Term> of each trade, besides half the gap between buying and
              selling price; the same for all.
            </>
          }
          error={errorOf('commissionBasisPoints')}
        />
      </div>
      <TradingRulesFields />
      {loose !== undefined && (
        <Notice tone="danger" isLive>
          {loose}
        </Notice>
      )}
      <Button type="submit" isLoading={isPending} className="self-start">
        Compare
      </Button>
    </form>
  );
}
