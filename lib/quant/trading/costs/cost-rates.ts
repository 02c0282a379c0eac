import type { Instrument } from '../../market/instrument';
import type { CostPolicy } from '../../policy/types';

const BASIS_POINTS_PER_UNIT = 10_000;

export const halfSpreadOf = (instrument: Pick<Instrument, 'halfSpreadBasisPoints'>): number =>
  instrument.halfSpreadBasisPoints / BASIS_POINTS_PER_UNIT;

export const commissionRateOf = (costs: CostPolicy): number => costs.commissionBasisPoints / BASIS_POINTS_PER_UNIT;

/** The highest share of an order's value that its commission may reach, whatever its parts say. */
export const commissionRateMaxOf = ({ commissionBasisPointsMax }: CostPolicy): number =>
  commissionBasisPointsMax === undefined ? Number.POSITIVE_INFINITY : commissionBasisPointsMax / BASIS_POINTS_PER_UNIT;

export const slippageRateOf = ({ slippageBasisPoints = 0 }: CostPolicy): number =>
  slippageBasisPoints / BASIS_POINTS_PER_UNIT;

export const commissionPerShareOf = ({ commissionPerShare = 0 }: CostPolicy): number => commissionPerShare;

/** What the first share of an order costs, whatever the order: its ticket or its minimum. */
export const fixedCommissionOf = ({ commissionPerOrder = 0, commissionMin = 0 }: CostPolicy): number =>
  Math.max(commissionPerOrder, commissionMin);
