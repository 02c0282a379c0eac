'use client';

import { type SyntheticEvent, useState } from 'react';
import { numberOf, textOf } from '@/components/lab/run-request';
import { LEVEL_WORDS } from '@/components/lab/stress-reading';
import { Button } from '@/components/ui/button';
import { Details } from '@/components/ui/disclosure';
import { Input } from '@/components/ui/input';
import { NumberField, type NumberFieldProps } from '@/components/ui/number-field';
import { Select } from '@/components/ui/select';
import { Notice } from '@/components/ui/states';
import { Checkbox } from '@/components/ui/toggles';
import type { Refusal } from '@/lib/base/outcome';
import { ENGINE_CATALOGUE, WITHDRAWAL_RULE_CATALOGUE } from '@/lib/shared/catalogue.generated';
import type { GoalDocument } from '@/lib/shared/contracts/goal';
import { GIVE_WORDS, KIND_WORDS, PRIORITY_WORDS } from './goal-words';

export interface GoalFormValues {
  readonly name: string;
  readonly goal: GoalDocument;
}

export interface GoalFormProps {
  readonly first: GoalFormValues;
  readonly submitLabel: string;
  readonly isPending: boolean;
  readonly refusal: Refusal | undefined;
  readonly onSubmit: (values: object) => void;
}

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

const named = (entries: Readonly<Record<string, { readonly name: string }>>) =>
  Object.entries(entries).map(([value, { name }]) => ({ value, label: name }));

/** What cannot be read as a number goes as no number, so that the server can name the field. */
function valuesOf(form: FormData, first: GoalDocument): object {
  const text = (name: string): string => textOf(form, name);
  const number = (name: string): number => numberOf(form, name);
  const isRetirement = text('kind') === 'retirement';
  return {
    name: text('name'),
    goal: {
      kind: text('kind'),
      amount: number('amount'),
      date: text('date'),
      startAmount: number('startAmount'),
      monthly: number('monthly'),
      priority: text('priority'),
      mayGive: text('mayGive'),
      level: text('level'),
      incomeYears: isRetirement ? number('incomeYears') : first.incomeYears,
      rule: isRetirement ? text('rule') : first.rule,
      engine: text('engine'),
      isMeanUncertain: form.get('isMeanUncertain') !== null,
      inflation: number('inflation'),
      annualFee: number('annualFee'),
    },
  };
}

/** One goal, all on one page: what, when, with what, and how much it matters. */
export function GoalForm({ first, submitLabel, isPending, refusal, onSubmit }: GoalFormProps) {
  const { name, goal } = first;
  const [kind, setKind] = useState<string>(goal.kind);
  const isRetirement = kind === 'retirement';
  const errorOf = (field: string): string | undefined =>
    refusal?.field === field || refusal?.field === `goal.${field}` ? refusal.message : undefined;
  const fields = { goal, errorOf };
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onSubmit(valuesOf(new FormData(event.currentTarget), goal));
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-8">
      <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2 lg:grid-cols-3">
        <Input label="Name" name="name" defaultValue={name} error={errorOf('name')} />
        <Select label="What it is" name="kind" value={kind} onValueChange={setKind} options={options(KIND_WORDS)} />
        <GoalNumber
          key={`amount-${isRetirement}`}
          kind="money"
          label={isRetirement ? 'Income a year' : 'Amount'}
          name="amount"
          hint="In today’s money: it will buy what this buys now."
          {...fields}
        />
        <Input
          label={isRetirement ? 'First day of the income' : 'By'}
          type="date"
          name="date"
          defaultValue={goal.date}
          error={errorOf('date')}
        />
        <GoalNumber kind="money" label="Saved for it already" name="startAmount" {...fields} />
        <GoalNumber kind="money" label="Put in each month" name="monthly" hint="It rises with prices." {...fields} />
        {isRetirement && (
          <>
            <GoalNumber kind="plain" label="Years of income" name="incomeYears" {...fields} />
            <Select
              label="How the income is worked out"
              name="rule"
              defaultValue={goal.rule}
              options={named(WITHDRAWAL_RULE_CATALOGUE.entries)}
            />
          </>
        )}
        <Select label="Risk" name="level" defaultValue={goal.level} options={options(LEVEL_WORDS)} />
        <Select
          label="How much it matters"
          name="priority"
          defaultValue={goal.priority}
          options={options(PRIORITY_WORDS)}
        />
        <Select
          label="What may change if it falls short"
          name="mayGive"
          defaultValue={goal.mayGive}
          options={options(GIVE_WORDS)}
        />
      </div>
      <Assumptions {...fields} />
      {refusal !== undefined && (
        <Notice tone="danger" isLive>
          {refusal.message}
        </Notice>
      )}
      <div>
        <Button type="submit" isLoading={isPending}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}

interface GoalFields {
  readonly goal: GoalDocument;
  readonly errorOf: (field: string) => string | undefined;
}

interface GoalNumberProps extends GoalFields, Pick<NumberFieldProps, 'kind' | 'label' | 'hint'> {
  readonly name: 'amount' | 'startAmount' | 'monthly' | 'incomeYears' | 'inflation' | 'annualFee';
}

/** A number of the goal under the name that the server knows it by. */
const GoalNumber = ({ goal, errorOf, name, ...texts }: GoalNumberProps) => (
  <NumberField {...texts} name={name} defaultValue={goal[name]} error={errorOf(name)} />
);

function Assumptions(fields: GoalFields) {
  const { goal } = fields;
  return (
    <Details summary="How the odds are worked out">
      <div className="grid gap-x-6 gap-y-5 sm:grid-cols-2">
        <Select
          label="How months to come are made up"
          name="engine"
          defaultValue={goal.engine}
          options={named(ENGINE_CATALOGUE.entries)}
        />
        <GoalNumber kind="percent" label="Inflation a year" name="inflation" {...fields} />
        <GoalNumber
          kind="percent"
          label="Fees a year"
          name="annualFee"
          hint="Of advice and funds together, where they are not in the prices."
          {...fields}
        />
        <Checkbox
          label="Doubt the expected returns too"
          description="Each path then has expected returns of its own, drawn around those of the plan."
          name="isMeanUncertain"
          isCheckedAtFirst={goal.isMeanUncertain}
        />
      </div>
    </Details>
  );
}
