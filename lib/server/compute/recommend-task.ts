import { done, type Outcome } from '@/lib/base/outcome';
import { panelFromInline, panelFromSimulated, windowOf } from '@/lib/codec/prices-input';
import { recommendAnswer } from '@/lib/codec/recommend/answer';
import { invariant } from '@/lib/base/invariant';
import type { PricePanel } from '@/lib/quant/market/panel';
import type { RecommendAnswer, RecommendRequest } from '@/lib/shared/contracts/recommend';
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

/** The prices of a request: those given, or made from what the request brings. */
function panelOf({ request: { prices }, panel }: RecommendTaskInput): Outcome<PricePanel> {
  if (panel !== undefined) return 'set' in prices || 'file' in prices ? windowOf(panel, prices) : done(panel);
  if ('series' in prices) return panelFromInline(prices);
  invariant('simulated' in prices, 'stored prices are loaded by the caller');
  return panelFromSimulated(prices);
}

export const recommendTask: Task<RecommendTaskInput, RecommendTaskOutput> = (input, control) => {
  const panel = panelOf(input);
  if (panel.status === 'refused') return { status: 'finished', value: { outcome: panel, ownPanel: undefined } };
  const run = recommendAnswer(input.request, panel.value, control);
  if (run.status === 'cancelled') return { status: 'stopped' };
  return {
    status: 'finished',
    value: { outcome: run, ownPanel: input.panel === undefined ? panel.value : undefined },
  };
};
