'use client';

import { useRouter } from 'next/navigation';
import { type SyntheticEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { newIntentKey } from '@/components/ui/intent-key';
import { Notice } from '@/components/ui/states';
import { type OutcomeAction, useOutcomeAction } from '@/components/ui/use-outcome-action';
import type { StartedPull } from '@/lib/shared/contracts/price-set';
import { ROUTES } from '@/lib/shared/routes';
import { symbolsOfText } from './price-words';

export interface YahooFormProps {
  readonly action: OutcomeAction<StartedPull>;
}

/** About ten years: enough for the look-back of a plan and a test after it. */
const FROM_AT_FIRST = '2014-01-01';
const SYMBOLS_AT_FIRST = 'SPY, TLT, IEF, GLD, SHV';

export function YahooForm({ action }: YahooFormProps) {
  const router = useRouter();
  const [key, setKey] = useState(newIntentKey);
  const { run, isPending, refusal } = useOutcomeAction(action, ({ jobId }) =>
    router.replace(`${ROUTES.dataImport}?job=${jobId}`),
  );
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [symbols, from] = [form.get('symbols'), form.get('from')];
    run({ symbols: typeof symbols === 'string' ? symbolsOfText(symbols) : [], from, key });
  };
  const isAbout = (field: string): boolean => refusal?.field?.startsWith(field) === true;
  const isFieldRefusal = isAbout('symbols') || isAbout('from');
  return (
    <form onSubmit={submit} onChange={() => setKey(newIntentKey())} noValidate className="flex flex-col gap-5">
      <div className="grid gap-5 sm:grid-cols-[2fr_1fr]">
        <Input
          label="Symbols"
          name="symbols"
          defaultValue={SYMBOLS_AT_FIRST}
          autoCapitalize="characters"
          spellCheck={false}
          hint="As Yahoo writes them, up to 30, parted by commas: SPY, BTC-USD, EURUSD=X."
          error={isAbout('symbols') ? refusal?.message : undefined}
        />
        <Input
          label="From"
          type="date"
          name="from"
          defaultValue={FROM_AT_FIRST}
          hint="Until yesterday."
          error={isAbout('from') ? refusal?.message : undefined}
        />
      </div>
      {refusal !== undefined && !isFieldRefusal && (
        <Notice tone="danger" isLive>
          {refusal.message}
        </Notice>
      )}
      <Button type="submit" variant="secondary" isLoading={isPending} className="self-start">
        Fetch from Yahoo Finance
      </Button>
      <p className="max-w-prose text-small text-muted">
        Needs a connection to the internet. The prices belong to Yahoo and its suppliers; check their terms before you
        pass them on.
      </p>
    </form>
  );
}
