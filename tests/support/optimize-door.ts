import { expect } from 'vitest';
import { optimizeAnswer } from '@/lib/codec/optimize/answer';
import { OptimizeAnswer, OptimizeRequest } from '@/lib/shared/contracts/optimize';

/** The `optimize` door as a caller meets it: the request read by its contract, the answer held against its own. */

export type SolvedAnswer = Extract<OptimizeAnswer, { status: 'solved' }>;

export const outcomeFor = (request: unknown) => optimizeAnswer(OptimizeRequest.parse(request));

export function answerFor(request: unknown): OptimizeAnswer {
  const outcome = outcomeFor(request);
  if (outcome.status !== 'done') throw new Error(outcome.message);
  expect(OptimizeAnswer.safeParse(outcome.value).error).toBeUndefined();
  return outcome.value;
}

export function solvedFor(request: unknown): SolvedAnswer {
  const answer = answerFor(request);
  if (answer.status !== 'solved') throw new Error(JSON.stringify(answer));
  return answer;
}
