'use client';

import { useState } from 'react';
import { NumberField } from '@/components/ui/number-field';
import { Select } from '@/components/ui/select';
import type { OutcomeAction } from '@/components/ui/use-outcome-action';
import { combinationsOf, SEARCH_METHODS, type StartedSearch } from '@/lib/shared/contracts/search';
import { formatDay } from '@/lib/shared/format/date';
import { formatCount } from '@/lib/shared/format/quantity';
import { searchPath } from '@/lib/shared/routes';
import { RunForm } from '../run-form';
import type { RunFormPlan } from '../run-form-plan';
import { RunMoneyFields } from '../run-money-fields';
import { RunWindowFields } from '../run-window-fields';
import { useRunForm } from '../use-run-form';
import { type ChosenValues, searchRequest } from './search-request';
import { SearchSplit } from './search-split';
import { SearchVaried } from './search-varied';
import { DIMENSION_WORDS, METHOD_WORDS } from './search-words';

export interface SearchFormProps extends RunFormPlan {
  readonly action: OutcomeAction<StartedSearch>;
}

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
  const [chosen, setChosen] = useState(CHOSEN_AT_FIRST);
  const [trainShare, setTrainShare] = useState<string>(SPLIT_AT_FIRST);
  const form = useRunForm({
    action,
    pathOf: ({ searchId }) => searchPath(searchId),
    requestOf: (data, key) => searchRequest(data, chosen, key),
    fields: ['trialsMax'],
  });
  return (
    <RunForm form={form} submitLabel="Start the search">
      <SearchVaried
        chosen={chosen}
        onChoose={(next) => {
          setChosen(next);
          form.renewKey();
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
          label="How combinations are tried"
          options={SEARCH_METHODS.map((value) => ({ value, label: METHOD_WORDS[value] }))}
          name="method"
        />
        <NumberField
          kind="plain"
          label="Tries at most"
          name="trialsMax"
          defaultValue={TRIALS_AT_FIRST}
          hint="Where there are more combinations, so many of them are tried. The more tries, the better luck alone looks."
          error={form.errorOf('trialsMax')}
        />
        <RunWindowFields
          firstDay={firstDay}
          lastDay={lastDay}
          fromHint={`Empty: as early as the longest look-back allows. Prices begin on ${formatDay(firstDay)}.`}
          errorOf={form.errorOf}
        />
        <Select
          label="How the past is split"
          options={SPLITS}
          name="trainShare"
          value={trainShare}
          onValueChange={setTrainShare}
        />
        <RunMoneyFields startAmount={startAmount} errorOf={form.errorOf} />
      </div>
      <SearchSplit trainShare={Number(trainShare)} />
    </RunForm>
  );
}
