'use client';

import { useRouter } from 'next/navigation';
import { type SyntheticEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { MoneyText } from '@/components/ui/figures';
import { newIntentKey } from '@/components/ui/intent-key';
import { NumberField } from '@/components/ui/number-field';
import { Notice } from '@/components/ui/states';
import { type OutcomeAction, useOutcomeAction } from '@/components/ui/use-outcome-action';
import type { FundingView } from '@/lib/shared/contracts/account';
import { formatMoney } from '@/lib/shared/format/money';
import { fundingProblem, fundingText } from './funding-amount';

export interface FundFormProps {
  readonly accountId: string;
  readonly action: OutcomeAction<FundingView>;
  /** The first thing to do on the page; a quieter button otherwise. */
  readonly isPrimary: boolean;
}

const QUICK_PICKS = [1_000, 10_000, 50_000] as const;
const FIRST_AMOUNT = 10_000;

interface Intent {
  readonly amount: number | undefined;
  readonly key: string;
}

/** The key belongs to an amount: pressing twice, or again after a lost answer, pays in once. */
const intentOf = (amount: number | undefined): Intent => ({ amount, key: newIntentKey() });

export function FundForm({ accountId, action, isPrimary }: FundFormProps) {
  const router = useRouter();
  const [intent, setIntent] = useState<Intent>(() => intentOf(FIRST_AMOUNT));
  const [fieldVersion, setFieldVersion] = useState(0);
  const [problem, setProblem] = useState<string>();
  const [paidIn, setPaidIn] = useState<FundingView>();
  const { run, isPending, refusal, clear } = useOutcomeAction(action, (funding) => {
    setPaidIn(funding);
    setIntent(intentOf(intent.amount));
    router.refresh();
  });

  const choose = (amount: number | undefined): void => {
    setIntent(intentOf(amount));
    setProblem(undefined);
    setPaidIn(undefined);
    clear();
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const found = fundingProblem(intent.amount);
    setProblem(found);
    if (found === undefined && intent.amount !== undefined) {
      setPaidIn(undefined);
      run({ accountId, amount: fundingText(intent.amount), key: intent.key });
    }
  };

  return (
    <form onSubmit={submit} noValidate className="flex max-w-prose flex-col gap-4">
      <div className="flex flex-wrap items-start gap-3">
        <NumberField
          key={fieldVersion}
          kind="money"
          label="Pay in play money"
          defaultValue={intent.amount}
          onValueChange={choose}
          error={problem ?? (refusal?.code === 'bad-input' ? refusal.message : undefined)}
          className="w-full sm:w-56"
        />
        <div role="group" aria-label="Quick amounts" className="flex gap-2 sm:pt-7">
          {QUICK_PICKS.map((amount) => (
            <Button
              key={amount}
              variant="secondary"
              className="h-11 px-3 sm:h-11"
              aria-pressed={intent.amount === amount}
              onClick={() => {
                choose(amount);
                setFieldVersion(fieldVersion + 1);
              }}
            >
              {formatMoney(amount, 'USD', { decimals: 0 })}
            </Button>
          ))}
        </div>
      </div>
      <Button type="submit" isLoading={isPending} variant={isPrimary ? 'primary' : 'secondary'} className="self-start">
        Pay in
      </Button>
      {refusal !== undefined && refusal.code !== 'bad-input' && (
        <Notice tone="danger" isLive>
          {refusal.message}
        </Notice>
      )}
      {paidIn !== undefined && (
        <Notice tone="success" isLive>
          {paidIn.isNew ? 'Paid in ' : 'This payment had arrived already: '}
          <MoneyText amount={paidIn.deposited.amount} />. Cash in the account is now{' '}
          <MoneyText amount={paidIn.cash.amount} />.
        </Notice>
      )}
    </form>
  );
}
