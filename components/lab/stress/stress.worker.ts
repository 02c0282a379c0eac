import { ownStudy, reverseStudy } from '@/lib/codec/lab/stress-own';
import type { StressAsk, StressReply } from './stress-message';

/** Propagates in a thread of the browser: the sliders stay quick, and nothing leaves the machine. */
addEventListener('message', ({ data: { market, tails, question } }: MessageEvent<StressAsk>) => {
  const reply: StressReply =
    question.kind === 'own'
      ? { kind: 'own', outcome: ownStudy(market, question.own) }
      : { kind: 'reverse', outcome: reverseStudy(market, question.loss, tails) };
  postMessage(reply);
});
