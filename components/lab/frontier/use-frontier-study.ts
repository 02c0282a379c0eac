'use client';

import { useEffect, useRef, useState } from 'react';
import type { LabFrontier, LabInputs, LabLimits, LabStudy, LabYardstick } from '@/lib/shared/contracts/frontier-lab';
import { type Asker, askWorker } from '../ask-worker';
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

/** Asks the worker about each change of the limits. */
export function useFrontierStudy(inputs: LabInputs, limits: LabLimits): FrontierStudy {
  const [state, setState] = useState(NOTHING_YET);
  const asker = useRef<Asker<LabLimits>>(null);
  useEffect(() => {
    const own = askWorker<LabLimits, StudyReply>({
      worker: new Worker(new URL('./frontier.worker.ts', import.meta.url), { type: 'module' }),
      messageOf: (asked) => ({ inputs, limits: asked }) satisfies StudyRequest,
      isSame: sameLimits,
      onReply: ({ limits: asked, study, milliseconds }) => {
        const { frontier, yardsticks } = study;
        const solved = frontier.status === 'solved' ? { frontier, yardsticks, limits: asked } : undefined;
        setState((before) => ({ study, solved: solved ?? before.solved, milliseconds, hasFailed: false }));
      },
      onError: () => setState((before) => ({ ...before, hasFailed: true })),
    });
    asker.current = own;
    // Limits that come with the address may clash: the chart starts from those of the plan.
    own.ask(inputs.limits);
    return own.end;
  }, [inputs]);
  useEffect(() => asker.current?.ask(limits), [inputs, limits]);
  return state;
}
