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
import { combinationsOf, SEARCH_METHODS, type StartedSearch } from '@/lib/shared/contracts/search';
import { formatDay } from '@/lib/shared/format/date';
import { formatCount } from '@/lib/shared/format/quantity';
import { searchPath } from '@/lib/shared/routes';
import type { PlanChoice } from '../plan-choices';
import { type ChosenValues, searchRequest } from './search-request';
import { SearchSplit } from './search-split';
import { SearchVaried } from './search-varied';
import { DIMENSION_WORDS, METHOD_WORDS } from './search-words';

export interface SearchFormProps {
  readonly plans: readonly PlanChoice[];
  /** ISO days of the prices behind the newest plan. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly startAmount: number;
  readonly action: OutcomeAction<StartedSearch>;
}

const FIELDS = ['from', 'to', 'startAmount', 'commissionBasisPoints', 'trialsMax'];
const TRIALS_AT_FIRST = 1_000;

const SPLITS = [
  { value: '0.6', label: '60% to choose, 40% kept' },
  { value: '0.7', label: '70% to choose, 30% kept' },
  { value: '0.8', label: '80% to choose, 20% kept' },
] as const;
const SPLIT_AT_FIRST = '0.7';

const CHOSEN_AT_FIRST: ChosenValues = {
  lookbackDays: DIMENSION_WORDS.lookbackDays.chosenAtFirst,
  riskModel: DIMENSION_WORDS.riskModel.chosenAtFirst,
  strategy: DIMENSION_WORDS.strategy.chosenAtFirst,
  riskShare: DIMENSION_WORDS.riskShare.chosenAtFirst,
  rebalance: DIMENSION_WORDS.rebalance.chosenAtFirst,
  driftBand: DIMENSION_WORDS.driftBand.chosenAtFirst,
};

/** What is varied, how it is gone through, and how much of the past is kept back to judge the winner. */
export function SearchForm({ plans, firstDay, lastDay, startAmount, action }: SearchFormProps) {
  const router = useRouter();
  const [key, setKey] = useState(newIntentKey);
  const [chosen, setChosen] = useState(CHOSEN_AT_FIRST);
  const [trainShare, setTrainShare] = useState<string>(SPLIT_AT_FIRST);
  const { run, isPending, refusal } = useOutcomeAction(action, ({ searchId }) => router.push(searchPath(searchId)));
  const errorOf = (field: string): string | undefined => (refusal?.field === field ? refusal.message : undefined);
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    run(searchRequest(new FormData(event.currentTarget), chosen, key));
  };
  const renewKey = (): void => setKey(newIntentKey());
  const isLoose = refusal !== undefined && !FIELDS.includes(refusal.field ?? '');
  return (
    <form onSubmit={submit} onChange={renewKey} noValidate className="flex flex-col gap-8">
      <SearchVaried
        chosen={chosen}
        onChoose={(next) => {
          setChosen(next);
          renewKey();
        }}
      />
      <p aria-live="polite" className="font-strong">
        {formatCount(combinationsOf(chosen), 'combination')}
      </p>
      <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2 lg:grid-cols-3">
        <Select
          label="Whose instruments and limits"
          options={plans.map(({ id, label }) => ({ value: id, label }))}
          name="recommendationId"
        />
        <Select
          label="How they are gone through"
          options={SEARCH_METHODS.map((value) => ({ value, label: METHOD_WORDS[value] }))}
          name="method"
        />
        <NumberField
          kind="plain"
          label="Tries at most"
          name="trialsMax"
          defaultValue={TRIALS_AT_FIRST}
          hint="Where there are more combinations, evenly spread ones. Every try counts against the winner."
          error={errorOf('trialsMax')}
        />
        <Input
          label="From"
          type="date"
          min={firstDay}
          max={lastDay}
          name="from"
          hint={`Empty: as early as the longest look-back allows. Prices begin on ${formatDay(firstDay)}.`}
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
          label="How the past is split"
          options={SPLITS}
          name="trainShare"
          value={trainShare}
          onValueChange={setTrainShare}
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
              selling price.
            </>
          }
          error={errorOf('commissionBasisPoints')}
        />
      </div>
      <SearchSplit trainShare={Number(trainShare)} />
      {isLoose && (
        <Notice tone="danger" isLive>
          {refusal.message}
        </Notice>
      )}
      <Button type="submit" isLoading={isPending} className="self-start">
        Start the search
      </Button>
    </form>
  );
}
