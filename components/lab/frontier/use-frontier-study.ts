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

/** Asks the worker about each change of the limits; answers to older questions are left aside. */
export function useFrontierStudy(inputs: LabInputs, limits: LabLimits): FrontierStudy {
  const [state, setState] = useState(NOTHING_YET);
  const worker = useRef<Worker>(null);
  const lastId = useRef(0);
  useEffect(() => {
    const own = new Worker(new URL('./frontier.worker.ts', import.meta.url), { type: 'module' });
    worker.current = own;
    own.addEventListener('message', ({ data }: MessageEvent<StudyReply>) => {
      if (data.id !== lastId.current) return;
      const { study, milliseconds } = data;
      const solved = study.frontier.status === 'solved' ? study.frontier : undefined;
      setState((before) => ({ study, frontier: solved ?? before.frontier, milliseconds, hasFailed: false }));
    });
    own.addEventListener('error', () => setState((before) => ({ ...before, hasFailed: true })));
    return () => own.terminate();
  }, []);
  useEffect(() => {
    lastId.current += 1;
    const request: StudyRequest = { id: lastId.current, inputs, limits };
    worker.current?.postMessage(request);
  }, [inputs, limits]);
  return state;
}
