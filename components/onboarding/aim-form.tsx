'use client';

import { useRouter } from 'next/navigation';
import { type SyntheticEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { NumberField } from '@/components/ui/number-field';
import { RadioCards } from '@/components/ui/radio-cards';
import { Notice } from '@/components/ui/states';
import type { AimInput } from '@/lib/shared/contracts/recommend';
import { ONBOARDING_MESSAGES } from '@/lib/shared/messages/en/onboarding';
import { AIM_KINDS, type AimKind, type AimValues, readAim, valuesOfAim } from './aim-fields';
import { type SaveDraft, useSave } from './use-save';

export interface AimFormProps {
  readonly aim: AimInput | null;
  /** The amount to invest, where it was answered before. */
  readonly knownAmount: number | undefined;
  readonly saveDraft: SaveDraft;
  readonly nextHref: string;
  readonly nextLabel: string;
}

/** Five aims, one choice; the fields an aim needs stand right below it. */
export function AimForm({ aim, knownAmount, saveDraft, nextHref, nextLabel }: AimFormProps) {
  const router = useRouter();
  const [kind, setKind] = useState<AimKind>(aim?.kind ?? 'most-return');
  const [values, setValues] = useState<AimValues>({ startAmount: knownAmount, ...valuesOfAim(aim) });
  const [hasTried, setHasTried] = useState(false);
  const { isSaving, problem, save } = useSave(saveDraft);
  const reading = readAim(kind, values);

  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setHasTried(true);
    if (reading.status === 'ready') save({ aim: reading.aim }, () => router.push(nextHref));
  };
  const problems = hasTried && reading.status === 'incomplete' ? reading.problems : {};

  return (
    <form onSubmit={submit} noValidate className="flex max-w-2xl flex-col gap-8">
      <RadioCards
        legend="What should the plan aim at?"
        isLegendHidden
        value={kind}
        onValueChange={(value) => {
          setHasTried(false);
          setKind(AIM_KINDS.find((each) => each === value) ?? 'most-return');
        }}
        options={AIM_KINDS.map((value) => ({
          value,
          label: ONBOARDING_MESSAGES.aims[value].title,
          description: ONBOARDING_MESSAGES.aims[value].text,
        }))}
      />
      <AimFields
        key={kind}
        kind={kind}
        values={values}
        problems={problems}
        onChange={(change) => setValues({ ...values, ...change })}
      />
      {problem !== undefined && (
        <Notice tone="danger" isLive>
          {problem}
        </Notice>
      )}
      <div>
        <Button type="submit" isLoading={isSaving}>
          {nextLabel}
        </Button>
      </div>
    </form>
  );
}

interface AimFieldsProps {
  readonly kind: AimKind;
  readonly values: AimValues;
  readonly problems: Partial<Record<keyof AimValues, string>>;
  readonly onChange: (change: AimValues) => void;
}

function AimFields({ kind, values, problems, onChange }: AimFieldsProps) {
  switch (kind) {
    case 'most-return':
    case 'least-risk':
      return null;
    case 'target-return':
      return (
        <NumberField
          kind="percent"
          label="Return a year"
          hint="Before taxes. Cash earns about its present yield; stocks have earned more, with deep falls on the way."
          defaultValue={values.annualReturn}
          onValueChange={(annualReturn) => onChange({ annualReturn })}
          error={problems.annualReturn}
          className="max-w-60"
        />
      );
    case 'keep-capital':
      return (
        <NumberField
          kind="percent"
          label="Largest loss you accept in a bad year"
          hint="The plan is made so that nineteen normal years in twenty lose no more than this."
          defaultValue={values.lossMax}
          onValueChange={(lossMax) => onChange({ lossMax })}
          error={problems.lossMax}
          className="max-w-60"
        />
      );
    case 'amount-by-date':
      return (
        <div className="grid gap-6 sm:grid-cols-2">
          <NumberField
            kind="money"
            label="Amount you want to have"
            defaultValue={values.amount}
            onValueChange={(amount) => onChange({ amount })}
            error={problems.amount}
          />
          <NumberField
            kind="plain"
            unit="years"
            label="In how many years"
            defaultValue={values.years}
            onValueChange={(years) => onChange({ years })}
            error={problems.years}
          />
          <NumberField
            kind="money"
            label="What you start with"
            defaultValue={values.startAmount}
            onValueChange={(startAmount) => onChange({ startAmount })}
            error={problems.startAmount}
          />
          <NumberField
            kind="money"
            label="What you add each month"
            defaultValue={values.monthlyContribution}
            onValueChange={(monthlyContribution) => onChange({ monthlyContribution })}
            error={problems.monthlyContribution}
          />
        </div>
      );
  }
}
