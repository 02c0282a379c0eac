import { invariant } from '../../../base/invariant';
import type { TaxPolicy } from '../taxes/types';
import type { OpenLot } from './lot';

interface Sale {
  readonly day: number;
  readonly steps: number;
  readonly proceedsMicros: number;
}

type Compare = (left: OpenLot, right: OpenLot) => number;

/** Pieces of one purchase keep the order in which they were cut: the one that replaced something first. */
const byAge: Compare = (left, right) => left.purchase - right.purchase || left.id - right.id;

const basisPerStep = (lot: OpenLot): number => lot.basisMicros / lot.steps;

/** The tax on one step, after a class: short-term losses 0, long-term losses 1, everything else 2. */
function leastTax(sale: Sale, policy: TaxPolicy): Compare {
  const pricePerStep = sale.proceedsMicros / sale.steps;
  const rankOf = (lot: OpenLot): readonly [number, number, number] => {
    const isLong = sale.day >= lot.longTermFromDay;
    const gain = pricePerStep - basisPerStep(lot);
    if (gain < 0) return [isLong ? 1 : 0, gain, 0];
    return [2, gain * (isLong ? policy.longTermRate : policy.shortTermRate), isLong ? 0 : 1];
  };
  return (left, right) => {
    const [leftClass, leftTax, leftTerm] = rankOf(left);
    const [rightClass, rightTax, rightTerm] = rankOf(right);
    return leftClass - rightClass || leftTax - rightTax || leftTerm - rightTerm || byAge(left, right);
  };
}

/** The lots in the order in which a sale takes them; ties always by age. @param lots oldest first, not changed */
export function lotsInSaleOrder(lots: readonly OpenLot[], sale: Sale, policy: TaxPolicy): readonly OpenLot[] {
  switch (policy.lotMethod) {
    case 'fifo':
      return lots;
    case 'lifo':
      return lots.toReversed();
    case 'highest-cost':
      return lots.toSorted((left, right) => basisPerStep(right) - basisPerStep(left) || byAge(left, right));
    case 'least-tax':
      return lots.toSorted(leastTax(sale, policy));
  }
}

/** The lots that were named, in the order they were named. @throws InvariantError on a lot that is not here */
export function namedLots(lots: readonly OpenLot[], lotIds: readonly number[]): readonly OpenLot[] {
  return lotIds.map((id) => {
    const lot = lots.find((candidate) => candidate.id === id);
    invariant(lot !== undefined, `there is no lot ${id} of this instrument`);
    return lot;
  });
}
