import type { CostPolicy } from '../../policy/types';
import { commissionRateMaxOf, commissionRateOf } from './cost-rates';

/**
 * The commission of one order, account currency: rate, shares and ticket together, not below the minimum, not above the
 * maximum, and never more than the capped share of the value. Not rounded.
 *
 * @param value    quantity x execution price
 * @param quantity units, not steps
 */
export function commissionOf(costs: CostPolicy, value: number, quantity: number): number {
  let commission = value * commissionRateOf(costs);
  if (costs.commissionPerShare !== undefined) commission += quantity * costs.commissionPerShare;
  if (costs.commissionPerOrder !== undefined) commission += costs.commissionPerOrder;
  if (costs.commissionMin !== undefined) commission = Math.max(commission, costs.commissionMin);
  if (costs.commissionMax !== undefined) commission = Math.min(commission, costs.commissionMax);
  return costs.commissionBasisPointsMax === undefined
    ? commission
    : Math.min(commission, value * commissionRateMaxOf(costs));
}

/** Whether each part of an order pays for itself alone: rates only, nothing that belongs to the order as a whole. */
export const isCommissionOfParts = (costs: CostPolicy): boolean =>
  costs.commissionPerOrder === undefined &&
  costs.commissionMin === undefined &&
  costs.commissionMax === undefined &&
  costs.commissionBasisPointsMax === undefined;
