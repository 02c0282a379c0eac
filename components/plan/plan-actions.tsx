'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { Button, ButtonLink } from '@/components/ui/button';
import { FieldError } from '@/components/ui/field';
import type { Outcome } from '@/lib/base/outcome';
import { ROUTES } from '@/lib/shared/routes';

type Action = (input: unknown) => Promise<Outcome<unknown>>;

interface ActionRun {
  readonly isRunning: boolean;
  readonly problem: string | undefined;
  readonly run: () => void;
}

const NO_ANSWER = 'The server does not answer. Nothing was changed; please try again.';

/** Runs an action, reads the page again, and keeps the sentence when it was refused. */
function useAction(action: Action, input: unknown): ActionRun {
  const router = useRouter();
  const [isRunning, start] = useTransition();
  const [problem, setProblem] = useState<string>();
  const run = (): void =>
    start(async () => {
      const outcome = await action(input).catch(() => undefined);
      setProblem(outcome?.status === 'done' ? undefined : (outcome?.message ?? NO_ANSWER));
      if (outcome?.status === 'done') router.refresh();
    });
  return { isRunning, problem, run };
}

export interface PlanActionsProps {
  readonly recommendationId: string;
  readonly isAccepted: boolean;
  /** A newer plan is being made: its progress is shown elsewhere. */
  readonly isRemaking: boolean;
  readonly accept: Action;
  readonly remake: Action;
}

/** One primary step: first accept, then rebalance to it. */
export function PlanActions({ recommendationId, isAccepted, isRemaking, accept, remake }: PlanActionsProps) {
  const accepting = useAction(accept, { recommendationId });
  const remaking = useAction(remake, {});
  const problem = accepting.problem ?? remaking.problem;
  return (
    <div className="flex w-full flex-col gap-3">
      <div data-print="hidden" className="flex flex-wrap items-center gap-3">
        {isAccepted ? (
          <ButtonLink href={ROUTES.rebalance}>Rebalance to it</ButtonLink>
        ) : (
          <Button isLoading={accepting.isRunning} onClick={accepting.run}>
            Accept this plan
          </Button>
        )}
        {!isRemaking && (
          <Button variant="secondary" isLoading={remaking.isRunning} onClick={remaking.run}>
            Make it again with today’s prices
          </Button>
        )}
        <ButtonLink href={ROUTES.startReview} variant="ghost">
          Change my answers
        </ButtonLink>
      </div>
      {problem !== undefined && (
        <div role="alert">
          <FieldError id={undefined} message={problem} />
        </div>
      )}
    </div>
  );
}

export interface RemakeButtonProps {
  readonly remake: Action;
  readonly label: string;
}

/** For pages without a plan: after a failure or a stop. */
export function RemakeButton({ remake, label }: RemakeButtonProps) {
  const { isRunning, problem, run } = useAction(remake, {});
  return (
    <div className="flex flex-col items-start gap-3">
      <Button isLoading={isRunning} onClick={run}>
        {label}
      </Button>
      {problem !== undefined && (
        <div role="alert">
          <FieldError id={undefined} message={problem} />
        </div>
      )}
    </div>
  );
}
