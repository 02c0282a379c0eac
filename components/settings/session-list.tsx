'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { InstantText } from '@/components/ui/figures';
import { Notice } from '@/components/ui/states';
import { type OutcomeAction, useOutcomeAction } from '@/components/ui/use-outcome-action';
import type { SessionView } from '@/lib/shared/contracts/settings';
import { agentWords } from './agent-words';

export interface SessionListProps {
  readonly sessions: readonly SessionView[];
  readonly endAction: OutcomeAction<unknown>;
}

/** Where the account is open; any other place can be signed out. */
export function SessionList({ sessions, endAction }: SessionListProps) {
  const router = useRouter();
  const [ending, setEnding] = useState<string>();
  const { run, isPending, refusal } = useOutcomeAction(endAction, () => router.refresh());
  return (
    <div className="flex flex-col gap-4">
      <ul className="flex flex-col">
        {sessions.map(({ id, agent, createdAt, lastSeenAt, isCurrent }) => (
          <li key={id} className="flex items-center justify-between gap-6 border-t border-hairline py-4">
            <div className="flex min-w-0 flex-col gap-1">
              <span className="font-strong" title={agent}>
                {agentWords(agent)}
                {isCurrent && <span className="font-regular text-muted"> · this one</span>}
              </span>
              <span className="text-small text-muted">
                Last used <InstantText instant={lastSeenAt} className="whitespace-normal" />, signed in{' '}
                <InstantText instant={createdAt} className="whitespace-normal" />
              </span>
            </div>
            {!isCurrent && (
              <Button
                variant="secondary"
                size="small"
                isLoading={isPending && ending === id}
                aria-label={`Sign out ${agentWords(agent)}`}
                onClick={() => {
                  setEnding(id);
                  run({ sessionId: id });
                }}
              >
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
      {refusal !== undefined && (
        <Notice tone="danger" isLive>
          {refusal.message}
        </Notice>
      )}
    </div>
  );
}
