'use client';

import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/states';
import { type OutcomeAction, useOutcomeAction } from '@/components/ui/use-outcome-action';
import type { AccountView } from '@/lib/shared/contracts/account';
import { ROUTES } from '@/lib/shared/routes';

export interface OpenAccountButtonProps {
  readonly action: OutcomeAction<AccountView>;
  readonly label?: string | undefined;
}

/** Opens a paper account in the market of the plan; pressed twice it still opens one. */
export function OpenAccountButton({ action, label = 'Open a paper account' }: OpenAccountButtonProps) {
  const router = useRouter();
  const { run, isPending, refusal } = useOutcomeAction(action, ({ id }) => {
    router.push(`${ROUTES.portfolio}?account=${id}`);
    router.refresh();
  });
  return (
    <div className="flex flex-col items-start gap-4">
      <Button isLoading={isPending} onClick={() => run({})}>
        {label}
      </Button>
      {refusal !== undefined && (
        <Notice tone="danger" isLive>
          {refusal.message}
        </Notice>
      )}
    </div>
  );
}
