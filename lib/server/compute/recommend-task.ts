import type { Outcome } from '@/lib/base/outcome';
import { recommendAnswer } from '@/lib/codec/recommend/answer';
import type { PricePanel } from '@/lib/quant/market/panel';
import type { RecommendAnswer, RecommendRequest } from '@/lib/shared/contracts/recommend';
import { requestPanel } from './request-panel';
import type { Task } from './task';

export interface RecommendTaskInput {
  readonly request: RecommendRequest;
  /** The stored prices the request names; absent where it brings its own. */
  readonly panel: PricePanel | undefined;
}

export interface RecommendTaskOutput {
  readonly outcome: Outcome<RecommendAnswer>;
  /** The prices that came with the request, to be kept with the answer. */
  readonly ownPanel: PricePanel | undefined;
}

export const recommendTask: Task<RecommendTaskInput, RecommendTaskOutput> = (input, control) => {
  const panel = requestPanel(input.request.prices, input.panel);
  if (panel.status === 'refused') return { status: 'finished', value: { outcome: panel, ownPanel: undefined } };
  const run = recommendAnswer(input.request, panel.value, control);
  if (run.status === 'cancelled') return { status: 'stopped' };
  return {
    status: 'finished',
    value: { outcome: run, ownPanel: input.panel === undefined ? panel.value : undefined },
  };
};
