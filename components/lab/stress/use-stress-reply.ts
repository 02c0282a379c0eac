'use client';

import { useEffect, useRef, useState } from 'react';
import type { TailsAnswer } from '@/lib/shared/contracts/stress-door';
import type { StressMarket } from '@/lib/shared/contracts/stress-lab';
import type { StressAsk, StressQuestion, StressReply } from './stress-message';

interface Asker {
  readonly ask: (question: StressQuestion) => void;
  readonly end: () => void;
}

type Known = Omit<StressAsk, 'question'>;

/** One question at a time: what is asked while the worker is busy waits, and only the newest of it is put. */
function startAsking(known: Known, onReply: (reply: StressReply) => void, onError: () => void): Asker {
  const worker = new Worker(new URL('./stress.worker.ts', import.meta.url), { type: 'module' });
  let isBusy = false;
  let waiting: StressQuestion | undefined;
  const ask = (question: StressQuestion): void => {
    if (isBusy) {
      waiting = question;
      return;
    }
    isBusy = true;
    worker.postMessage({ ...known, question } satisfies StressAsk);
  };
  worker.addEventListener('message', ({ data }: MessageEvent<StressReply>) => {
    isBusy = false;
    onReply(data);
    const next = waiting;
    waiting = undefined;
    if (next !== undefined) ask(next);
  });
  worker.addEventListener('error', onError);
  return { ask, end: () => worker.terminate() };
}

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
  const asker = useRef<Asker>(null);
  useEffect(() => {
    const own = startAsking(
      { market, tails },
      (reply) => setState({ reply, hasFailed: false }),
      () => setState((before) => ({ ...before, hasFailed: true })),
    );
    asker.current = own;
    return own.end;
  }, [market, tails]);
  useEffect(() => {
    if (question !== undefined) asker.current?.ask(question);
  }, [market, tails, question]);
  return state;
}
