import type { Outcome } from '@/lib/base/outcome';
import { labMarket } from '@/lib/codec/lab/frontier-market';
import type { PricePanel } from '@/lib/quant/market/panel';
import type { RiskLevelId } from '@/lib/quant/policy/types';
import type { LabMarket } from '@/lib/shared/contracts/frontier-lab';
import type { RecommendRequest } from '@/lib/shared/contracts/recommend';
import { requestPanel } from './request-panel';
import type { Task } from './task';

interface FrontierMarketInput {
  readonly request: RecommendRequest;
  readonly level: RiskLevelId;
  /** The stored prices the request names. */
  readonly panel: PricePanel;
}

/** The estimates and limits behind a plan. */
export const frontierMarketTask: Task<FrontierMarketInput, Outcome<LabMarket>> = ({
  request,
  level,
  panel: stored,
}) => {
  const panel = requestPanel(request.prices, stored);
  return { status: 'finished', value: panel.status === 'done' ? labMarket(request, panel.value, level) : panel };
};
