import { done, type Outcome } from '@/lib/base/outcome';
import { type PricePanel, view } from '@/lib/quant/market/panel';
import { selectUniverse } from '@/lib/quant/market/universe';
import type { Aim } from '@/lib/quant/policy/types';
import { type RecommendRequest, symbolsToHold } from '@/lib/shared/contracts/recommend';
import { recommendInputOf } from './read-request';

/** What a plan was made from: the prices of what it may hold, up to its day. */
export interface PlanUniverse {
  readonly universe: PricePanel;
  readonly aim: Aim;
}

/**
 * @param request as it is kept with the plan
 * @param panel   the prices it names
 */
export function planUniverse(request: RecommendRequest, panel: PricePanel): Outcome<PlanUniverse> {
  const read = recommendInputOf(request, panel);
  if (read.status === 'refused') return read;
  const { aim, asOfIndex } = read.value;
  return done({ universe: selectUniverse(view(panel, asOfIndex + 1), symbolsToHold(request)).panel, aim });
}
