'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/states';
import { type OutcomeAction, useOutcomeAction } from '@/components/ui/use-outcome-action';
import type { PriceImportView } from '@/lib/shared/contracts/price-set';
import { priceSetPath } from '@/lib/shared/routes';

export interface ImportDecisionProps {
  readonly view: Pick<PriceImportView, 'id' | 'fileName' | 'needsConsent'>;
  readonly action: OutcomeAction<PriceImportView>;
}

/** Keep or drop: nothing is kept without the click, and nothing kept earlier is touched by either. */
export function ImportDecision({ view, action }: ImportDecisionProps) {
  const router = useRouter();
  const [label, setLabel] = useState(view.fileName.slice(0, 80));
  const [decision, setDecision] = useState<'keep' | 'drop'>();
  const { run, isPending, refusal } = useOutcomeAction(action, ({ priceSetId }) => {
    if (priceSetId === null) router.refresh();
    else router.push(priceSetPath(priceSetId));
  });
  const decide = (next: 'keep' | 'drop'): void => {
    setDecision(next);
    const name = label.trim();
    run({ importId: view.id, decision: next, ...(next === 'keep' && name !== '' ? { label: name } : {}) });
  };
  return (
    <div className="flex flex-col items-start gap-4">
      <Input
        label="Name for these prices"
        value={label}
        maxLength={80}
        onChange={(event) => setLabel(event.target.value)}
        className="w-full sm:w-96"
      />
      <div className="flex flex-wrap gap-3">
        <Button isLoading={isPending && decision === 'keep'} disabled={isPending} onClick={() => decide('keep')}>
          {view.needsConsent ? 'Keep the good part' : 'Keep these prices'}
        </Button>
        <Button
          variant="secondary"
          isLoading={isPending && decision === 'drop'}
          disabled={isPending}
          onClick={() => decide('drop')}
        >
          Drop it
        </Button>
      </div>
      <p className="max-w-prose text-small text-muted">
        Either way, prices and plans you had before stay exactly as they are.
      </p>
      {refusal !== undefined && (
        <Notice tone="danger" isLive>
          {refusal.message}
        </Notice>
      )}
    </div>
  );
}
