import { ASSET_CLASSES } from '@/lib/quant/market/instrument';
import { reverseStress } from '@/lib/quant/planning/reverse-stress';
import type { ReverseAnswer, StressRequest, TailsAnswer } from '@/lib/shared/contracts/stress-door';
import type { StressedMix } from './stressed-mix';

const YEARS_DEFAULT = 1;

/** The most likely way to lose the share asked for. */
export function reverseAnswer(
  { instruments, weights, covariance, money }: StressedMix,
  { loss, years = YEARS_DEFAULT }: NonNullable<StressRequest['reverse']>,
  tails: TailsAnswer | null,
): ReverseAnswer {
  const found = reverseStress({
    weights,
    covariance,
    loss,
    years,
    // At two degrees there is no variance to hold the tails to.
    ...(tails === null || tails.degreesOfFreedom <= 2 ? {} : { degreesOfFreedom: tails.degreesOfFreedom }),
  });
  if (found.status === 'riskless') {
    const nothing = { distance: null, probability: null, probabilityFatTails: null, holdings: [], classes: [] };
    return { status: 'riskless', loss, years, ...nothing };
  }
  const { returns, distance, probability, probabilityFatTails } = found;
  const at = (values: Float64Array, column: number): number => values[column] ?? Number.NaN;
  const held = instruments.flatMap(({ symbol, assetClass }, column) => {
    const weight = at(weights, column);
    return weight === 0 ? [] : [{ symbol, assetClass, weight, return: at(returns, column) }];
  });
  const classes = Object.values(ASSET_CLASSES).flatMap(({ id, name }) => {
    const members = held.filter(({ assetClass }) => assetClass === id);
    if (members.length === 0) return [];
    return [{ class: name, return: members.reduce((sum, member) => sum + member.return, 0) / members.length }];
  });
  return {
    status: 'found',
    loss,
    years,
    distance,
    probability,
    probabilityFatTails,
    holdings: held.map(({ symbol, weight, return: own }) => {
      const contribution = weight * own;
      return { symbol, weight, contribution, money: contribution * money, return: own };
    }),
    classes,
  };
}
