import type { ReverseAnswer, TailsAnswer } from '@/lib/shared/contracts/stress-door';
import type { StressMarket, StressStudyOutcome } from '@/lib/shared/contracts/stress-lab';
import type { OwnScenario } from '@/lib/shared/contracts/stress-scenario';

/** What page and worker say to each other: a question is asked once the one before it is answered. */
export type StressQuestion =
  { readonly kind: 'own'; readonly own: OwnScenario } | { readonly kind: 'reverse'; readonly loss: number };

export interface StressAsk {
  readonly market: StressMarket;
  readonly tails: TailsAnswer | null;
  readonly question: StressQuestion;
}

export type StressReply =
  | { readonly kind: 'own'; readonly outcome: StressStudyOutcome }
  | { readonly kind: 'reverse'; readonly outcome: ReverseAnswer };
