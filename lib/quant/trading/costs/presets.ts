import type { CostPolicy } from '../../policy/types';

export interface CostPreset {
  readonly name: string;
  readonly costs: CostPolicy;
}

/** Prices that brokers print, without the fees of exchanges and clearing that they pass on. */
export const COST_PRESETS = {
  'zero-commission': { name: 'No commission', costs: { commissionBasisPoints: 0 } },
  'ten-basis-points': { name: 'Ten basis points of each order', costs: { commissionBasisPoints: 10 } },
  ticket: { name: 'Five dollars an order', costs: { commissionBasisPoints: 0, commissionPerOrder: 5 } },
  /** @see Interactive Brokers, "Commissions: Stocks, ETFs and Warrants", United States, fixed pricing, read 2024 */
  'per-share-fixed': {
    name: 'Half a cent a share, at least one dollar, at most one per cent',
    costs: { commissionBasisPoints: 0, commissionPerShare: 0.005, commissionMin: 1, commissionBasisPointsMax: 100 },
  },
  /** @see the same page, tiered pricing, the first 300,000 shares a month */
  'per-share-tiered': {
    name: 'A third of a cent a share, at least 35 cents, at most one per cent',
    costs: { commissionBasisPoints: 0, commissionPerShare: 0.0035, commissionMin: 0.35, commissionBasisPointsMax: 100 },
  },
  'large-orders': {
    name: 'One basis point, slippage of two, and market impact',
    costs: { commissionBasisPoints: 1, slippageBasisPoints: 2, impact: { model: 'three-halves', coefficient: 1 } },
  },
} as const satisfies Record<string, CostPreset>;
