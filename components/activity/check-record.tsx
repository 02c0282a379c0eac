'use client';

import { useState } from 'react';
import { ShieldCheck } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/states';
import { type OutcomeAction, useOutcomeAction } from '@/components/ui/use-outcome-action';
import type { ActivityCheck } from '@/lib/shared/contracts/activity';
import { formatCount } from '@/lib/shared/format/quantity';

export interface CheckRecordProps {
  readonly action: OutcomeAction<ActivityCheck>;
}

/** Recomputes every fingerprint on the server and says loudly when one does not fit. */
export function CheckRecord({ action }: CheckRecordProps) {
  const [check, setCheck] = useState<ActivityCheck>();
  const { run, isPending, refusal } = useOutcomeAction(action, setCheck);
  return (
    <div className="flex w-full flex-col items-start gap-4">
      <Button variant="secondary" isLoading={isPending} onClick={() => run({})}>
        {!isPending && <ShieldCheck aria-hidden className="size-4" />}
        Check the record
      </Button>
      {refusal !== undefined && (
        <Notice tone="danger" isLive>
          {refusal.message}
        </Notice>
      )}
      {check !== undefined && <CheckResult check={check} />}
    </div>
  );
}

function CheckResult({ check }: { readonly check: ActivityCheck }) {
  const events = formatCount(check.eventCount, 'entry', 'entries');
  if (check.status === 'intact') {
    return (
      <Notice tone="success" isLive title="The record is intact">
        {events} in {formatCount(check.chains.length, 'chain')}: each one still carries the fingerprint it was written
        with, and each follows from the one before.
      </Notice>
    );
  }
  return (
    <Notice tone="danger" isLive title="The record has been altered">
      <ul className="flex flex-col gap-1">
        {check.chains
          .filter(({ status }) => status === 'broken')
          .map(({ accountId, brokenAt }) => (
            <li key={accountId ?? 'own'}>
              {accountId === null ? 'Your own record' : 'The record of an account'} does not fit from entry{' '}
              {brokenAt ?? '–'} on. Download it now and tell whoever runs this installation; do not trade until it is
              explained.
            </li>
          ))}
      </ul>
    </Notice>
  );
}
