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
import type { StartBacktestInput, StartedBacktest } from '@/lib/shared/contracts/backtest';
import { formatDay } from '@/lib/shared/format/date';
import { backtestPath } from '@/lib/shared/routes';
import { CALENDAR_WORDS } from './backtest-words';

export interface PlanChoice {
  readonly id: string;
  readonly label: string;
}

export interface BacktestFormProps {
  readonly plans: readonly PlanChoice[];
  /** ISO days of the prices behind the newest plan. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly startAmount: number;
  readonly action: OutcomeAction<StartedBacktest>;
}

interface Draft {
  readonly recommendationId: string;
  readonly from: string;
  readonly to: string;
  readonly calendar: StartBacktestInput['calendar'];
  readonly startAmount: number | undefined;
  readonly commissionBasisPoints: number | undefined;
}

const isCalendar = (text: string): text is Draft['calendar'] => text in CALENDAR_WORDS;

/** Asks for a window, a rule and the money; what is compared with is always the same, so nobody picks the easiest rival. */
export function BacktestForm({ plans, firstDay, lastDay, startAmount, action }: BacktestFormProps) {
  const router = useRouter();
  const [draft, setDraft] = useState<Draft>({
    recommendationId: plans[0]?.id ?? '',
    from: '',
    to: '',
    calendar: 'monthly',
    startAmount,
    commissionBasisPoints: 1,
  });
  const [key, setKey] = useState(newIntentKey);
  const { run, isPending, refusal } = useOutcomeAction(action, ({ backtestId }) =>
    router.push(backtestPath(backtestId)),
  );
  const change = (part: Partial<Draft>): void => {
    setDraft({ ...draft, ...part });
    setKey(newIntentKey());
  };
  const errorOf = (field: string): string | undefined => (refusal?.field === field ? refusal.message : undefined);
  const isFieldRefusal = ['from', 'to', 'startAmount', 'commissionBasisPoints'].includes(refusal?.field ?? '');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    run({
      recommendationId: draft.recommendationId,
      calendar: draft.calendar,
      startAmount: draft.startAmount === undefined ? '' : draft.startAmount.toFixed(2),
      commissionBasisPoints: draft.commissionBasisPoints,
      ...(draft.from === '' ? {} : { from: draft.from }),
      ...(draft.to === '' ? {} : { to: draft.to }),
      key,
    });
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-6">
      <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2 lg:grid-cols-3">
        <Select
          label="What is tested"
          options={plans.map(({ id, label }) => ({ value: id, label }))}
          value={draft.recommendationId}
          onValueChange={(recommendationId) => change({ recommendationId })}
        />
        <Input
          label="From"
          type="date"
          min={firstDay}
          max={lastDay}
          value={draft.from}
          onChange={(event) => change({ from: event.target.value })}
          hint={`Empty: as early as possible. Prices begin on ${formatDay(firstDay)}; about three years of them are needed before the first decision.`}
          error={errorOf('from')}
        />
        <Input
          label="To"
          type="date"
          min={firstDay}
          max={lastDay}
          value={draft.to}
          onChange={(event) => change({ to: event.target.value })}
          hint={`Empty: the last price, ${formatDay(lastDay)}.`}
          error={errorOf('to')}
        />
        <Select
          label="Trade back to the plan"
          options={Object.entries(CALENDAR_WORDS).map(([value, label]) => ({ value, label }))}
          value={draft.calendar}
          onValueChange={(calendar) => isCalendar(calendar) && change({ calendar })}
          hint="At each of these dates the plan is made anew from what was known then."
        />
        <NumberField
          kind="money"
          label="Start money"
          defaultValue={draft.startAmount}
          onValueChange={(amount) => change({ startAmount: amount })}
          hint="At least $100."
          error={errorOf('startAmount')}
        />
        <NumberField
          kind="plain"
          label="Commission"
          unit="bp"
          defaultValue={draft.commissionBasisPoints}
          onValueChange={(commissionBasisPoints) => change({ commissionBasisPoints })}
          hint={
            <>
              In <Term id="basis-point">basis points</Term> of each trade, besides half the gap between buying and
              selling price.
            </>
          }
          error={errorOf('commissionBasisPoints')}
        />
      </div>
      <p className="max-w-prose text-small text-muted">
        Compared with, always and after the same costs: <Term id="equal-weight">equal weight</Term>,{' '}
        <Term id="sixty-forty">60/40</Term>, and your plan <Term id="buy-and-hold">bought and held</Term>.
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
