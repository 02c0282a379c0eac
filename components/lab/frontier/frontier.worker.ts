import { labStudy } from '@/lib/codec/lab/study';
import type { StudyReply, StudyRequest } from './study-message';

/** Solves in a thread of the browser: the page stays quick while limits are typed, and nothing leaves the machine. */
addEventListener('message', ({ data: { inputs, limits } }: MessageEvent<StudyRequest>) => {
  const startedAt = performance.now();
  const study = labStudy(inputs, limits);
  const reply: StudyReply = { limits, study, milliseconds: performance.now() - startedAt };
  postMessage(reply);
});
