'use client';

import { useEffect, useRef, useState } from 'react';
import type { LabFrontier, LabInputs, LabLimits, LabStudy } from '@/lib/shared/contracts/frontier-lab';
import type { StudyReply, StudyRequest } from './study-message';

type SolvedFrontier = Extract<LabFrontier, { status: 'solved' }>;

export interface FrontierStudy {
  /** The newest answer; undefined until the first has come. */
  readonly study: LabStudy | undefined;
  /** The newest frontier there was: it stays in sight while limits clash. */
  readonly frontier: SolvedFrontier | undefined;
  readonly milliseconds: number;
  readonly hasFailed: boolean;
}

const NOTHING_YET: FrontierStudy = { study: undefined, frontier: undefined, milliseconds: 0, hasFailed: false };

/** Asks the worker about each change of the limits; an answer to an older question only fills an empty chart. */
export function useFrontierStudy(inputs: LabInputs, limits: LabLimits): FrontierStudy {
  const [state, setState] = useState(NOTHING_YET);
  const worker = useRef<Worker>(null);
  const lastId = useRef(0);
  useEffect(() => {
    const own = new Worker(new URL('./frontier.worker.ts', import.meta.url), { type: 'module' });
    worker.current = own;
    own.addEventListener('message', ({ data }: MessageEvent<StudyReply>) => {
      const { id, study, milliseconds } = data;
      const isNewest = id === lastId.current;
      const solved = study.frontier.status === 'solved' ? study.frontier : undefined;
      setState((before) => {
        if (!isNewest) return { ...before, frontier: before.frontier ?? solved };
        return { study, frontier: solved ?? before.frontier, milliseconds, hasFailed: false };
      });
    });
    // Limits that come with the address may clash: then the chart starts from those of the plan.
    own.postMessage({ id: 0, inputs, limits: inputs.limits } satisfies StudyRequest);
    own.addEventListener('error', () => setState((before) => ({ ...before, hasFailed: true })));
    return () => own.terminate();
  }, [inputs]);
  useEffect(() => {
    lastId.current += 1;
    const request: StudyRequest = { id: lastId.current, inputs, limits };
    worker.current?.postMessage(request);
  }, [inputs, limits]);
  return state;
}
