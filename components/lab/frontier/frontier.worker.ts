import { labStudy } from '@/lib/codec/lab/study';
import type { StudyReply, StudyRequest } from './study-message';

/** Solves in a thread of the browser: the page stays quick while limits are typed, and nothing leaves the machine. */
addEventListener('message', ({ data }: MessageEvent<StudyRequest>) => {
  const startedAt = performance.now();
  const study = labStudy(data.inputs, data.limits);
  const reply: StudyReply = { study, milliseconds: performance.now() - startedAt };
  postMessage(reply);
});
