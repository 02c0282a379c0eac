'use client';

import { useEffect, useRef, useState } from 'react';
import type { TailsAnswer } from '@/lib/shared/contracts/stress-door';
import type { StressMarket } from '@/lib/shared/contracts/stress-lab';
import { type Asker, askWorker } from '../ask-worker';
import type { StressAsk, StressQuestion, StressReply } from './stress-message';

export interface AnsweredStress {
  /** The newest answer; undefined until the first has come. */
  readonly reply: StressReply | undefined;
  readonly hasFailed: boolean;
}

/** Asks the worker about each new question; undefined asks nothing. */
export function useStressReply(
  market: StressMarket,
  tails: TailsAnswer | null,
  question: StressQuestion | undefined,
): AnsweredStress {
  const [state, setState] = useState<AnsweredStress>({ reply: undefined, hasFailed: false });
  const asker = useRef<Asker<StressQuestion>>(null);
  useEffect(() => {
    const own = askWorker<StressQuestion, StressReply>({
      worker: new Worker(new URL('./stress.worker.ts', import.meta.url), { type: 'module' }),
      messageOf: (asked) => ({ market, tails, question: asked }) satisfies StressAsk,
      onReply: (reply) => setState({ reply, hasFailed: false }),
      onError: () => setState((before) => ({ ...before, hasFailed: true })),
    });
    asker.current = own;
    return own.end;
  }, [market, tails]);
  useEffect(() => {
    if (question !== undefined) asker.current?.ask(question);
  }, [market, tails, question]);
  return state;
}
