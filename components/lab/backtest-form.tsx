'use client';

import { useRouter } from 'next/navigation';
import { type SyntheticEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { newIntentKey } from '@/components/ui/intent-key';
import { NumberField } from '@/components/ui/number-field';
import { Select } from '@/components/ui/select';
import { Notice } from '@/components/ui/states';
import { Term } from '@/components/ui/tooltip';
import { type OutcomeAction, useOutcomeAction } from '@/components/ui/use-outcome-action';
import type { StartedBacktest } from '@/lib/shared/contracts/backtest';
import { formatDay } from '@/lib/shared/format/date';
import { backtestPath } from '@/lib/shared/routes';
import { CALENDAR_WORDS } from './backtest-words';
import type { PlanChoice } from './plan-choices';
import { tradingRulesOfForm } from './trading-rules-choice';
import { TradingRulesFields } from './trading-rules-fields';

export interface BacktestFormProps {
  readonly plans: readonly PlanChoice[];
  /** ISO days of the prices behind the newest plan. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly startAmount: number;
  readonly action: OutcomeAction<StartedBacktest>;
}

/** The cost a plan is made with. */
const COMMISSION_AT_FIRST = 1;

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** Days left empty are not sent; what cannot be read as a number goes as typed, so that the server can name the field. */
function requestOf(form: FormData, key: string) {
  const [from, to] = [textOf(form, 'from'), textOf(form, 'to')];
  const amount = Number(textOf(form, 'startAmount') || Number.NaN);
  const commission = textOf(form, 'commissionBasisPoints');
  return {
    recommendationId: textOf(form, 'recommendationId'),
    calendar: textOf(form, 'calendar'),
    startAmount: Number.isFinite(amount) ? amount.toFixed(2) : textOf(form, 'startAmount'),
    commissionBasisPoints: Number(commission || Number.NaN),
    ...tradingRulesOfForm(form),
    ...(from === '' ? {} : { from }),
    ...(to === '' ? {} : { to }),
    key,
  };
}

/** Asks for a window, a rule and the money; what is compared with is always the same, so nobody picks the easiest rival. */
export function BacktestForm({ plans, firstDay, lastDay, startAmount, action }: BacktestFormProps) {
  const router = useRouter();
  const [key, setKey] = useState(newIntentKey);
  const { run, isPending, refusal } = useOutcomeAction(action, ({ backtestId }) =>
    router.push(backtestPath(backtestId)),
  );
  const errorOf = (field: string): string | undefined => (refusal?.field === field ? refusal.message : undefined);
  const isFieldRefusal = ['from', 'to', 'startAmount', 'commissionBasisPoints'].includes(refusal?.field ?? '');
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    run(requestOf(new FormData(event.currentTarget), key));
  };
  return (
    <form onSubmit={submit} onChange={() => setKey(newIntentKey())} noValidate className="flex flex-col gap-6">
      <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2 lg:grid-cols-3">
        <Select
          label="What is tested"
          options={plans.map(({ id, label }) => ({ value: id, label }))}
          name="recommendationId"
        />
        <Input
          label="From"
          type="date"
          min={firstDay}
          max={lastDay}
          name="from"
          hint={`Empty: as early as possible. Prices begin on ${formatDay(firstDay)}; about three years of them are needed before the first decision.`}
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
        <Select
          label="Trade back to the plan"
          options={Object.entries(CALENDAR_WORDS).map(([value, label]) => ({ value, label }))}
          name="calendar"
          hint="At each of these dates the plan is made anew from what was known then."
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
          defaultValue={COMMISSION_AT_FIRST}
          hint={
            <>
              In <Term id="basis-point">basis points</Term> of each trade, besides half the gap between buying and
              selling price.
            </>
          }
          error={errorOf('commissionBasisPoints')}
        />
      </div>
      <TradingRulesFields />
      <p className="max-w-prose text-small text-muted">
        Compared with, always and after the same costs: <Term id="equal-weight">equal weight</Term>,{' '}
        <Term id="sixty-forty">60/40</Term>, your plan <Term id="buy-and-hold">bought and held</Term>, and what you hold
        now, if you hold anything.
      </p>
      {refusal !== undefined && !isFieldRefusal && (
        <Notice tone="danger" isLive>
          {refusal.message}
        </Notice>
      )}
      <Button type="submit" isLoading={isPending} className="self-start">
        Run the test
      </Button>
    </form>
  );
}
