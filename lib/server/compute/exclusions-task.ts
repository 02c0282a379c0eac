import { exclusionPrices } from '@/lib/codec/recommend/exclusion-prices';
import type { PricePanel } from '@/lib/quant/market/panel';
import type { RiskLevelId } from '@/lib/quant/policy/types';
import type { ExclusionPrices } from '@/lib/shared/contracts/plan';
import type { Task } from './task';

export interface ExclusionsInput {
  readonly panel: PricePanel;
  readonly symbols: readonly string[];
  readonly level: RiskLevelId;
}

/** What leaving each instrument out would cost. */
export const exclusionsTask: Task<ExclusionsInput, ExclusionPrices> = ({ panel, symbols, level }) => ({
  status: 'finished',
  value: {
    costs: exclusionPrices(panel, symbols, level).map(({ symbol, returnCost, volatilityCost }) => ({
      symbol,
      returnCost,
      volatilityCost,
    })),
  },
});
