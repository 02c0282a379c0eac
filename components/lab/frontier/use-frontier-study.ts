'use client';

import { useEffect, useRef, useState } from 'react';
import type { LabFrontier, LabInputs, LabLimits, LabStudy, LabYardstick } from '@/lib/shared/contracts/frontier-lab';
import { sameLimits } from './limit-state';
import type { StudyReply, StudyRequest } from './study-message';

/** A frontier, and the limits it belongs to. */
export interface SolvedStudy {
  readonly frontier: Extract<LabFrontier, { status: 'solved' }>;
  readonly yardsticks: readonly LabYardstick[];
  readonly limits: LabLimits;
}

export interface FrontierStudy {
  /** The newest answer; undefined until the first has come. */
  readonly study: LabStudy | undefined;
  /** The newest frontier there was: it stays in sight while limits clash. */
  readonly solved: SolvedStudy | undefined;
  readonly milliseconds: number;
  readonly hasFailed: boolean;
}

const NOTHING_YET: FrontierStudy = { study: undefined, solved: undefined, milliseconds: 0, hasFailed: false };

interface Asker {
  readonly ask: (limits: LabLimits) => void;
  readonly end: () => void;
}

/** One question at a time: what is typed while the worker is busy waits, and only the newest of it is asked. */
function startAsking(inputs: LabInputs, onReply: (reply: StudyReply) => void, onError: () => void): Asker {
  const worker = new Worker(new URL('./frontier.worker.ts', import.meta.url), { type: 'module' });
  let isBusy = false;
  let asked: LabLimits | undefined;
  let waiting: LabLimits | undefined;
  const ask = (limits: LabLimits): void => {
    if (isBusy) {
      waiting = limits;
      return;
    }
    if (asked !== undefined && sameLimits(asked, limits)) return;
    isBusy = true;
    asked = limits;
    worker.postMessage({ inputs, limits } satisfies StudyRequest);
  };
  worker.addEventListener('message', ({ data }: MessageEvent<StudyReply>) => {
    isBusy = false;
    onReply(data);
    const next = waiting;
    waiting = undefined;
    if (next !== undefined) ask(next);
  });
  worker.addEventListener('error', onError);
  return { ask, end: () => worker.terminate() };
}

/** Asks the worker about each change of the limits. */
export function useFrontierStudy(inputs: LabInputs, limits: LabLimits): FrontierStudy {
  const [state, setState] = useState(NOTHING_YET);
  const asker = useRef<Asker>(null);
  useEffect(() => {
    const own = startAsking(
      inputs,
      ({ limits: asked, study, milliseconds }) => {
        const { frontier, yardsticks } = study;
        const solved = frontier.status === 'solved' ? { frontier, yardsticks, limits: asked } : undefined;
        setState((before) => ({ study, solved: solved ?? before.solved, milliseconds, hasFailed: false }));
      },
      () => setState((before) => ({ ...before, hasFailed: true })),
    );
    asker.current = own;
    // Limits that come with the address may clash: the chart starts from those of the plan.
    own.ask(inputs.limits);
    return own.end;
  }, [inputs]);
  useEffect(() => asker.current?.ask(limits), [inputs, limits]);
  return state;
}
