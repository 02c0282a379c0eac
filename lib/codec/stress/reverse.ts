import { ASSET_CLASSES } from '@/lib/quant/market/instrument';
import { reverseStress } from '@/lib/quant/planning/reverse-stress';
import type { ReverseAnswer, StressRequest, TailsAnswer } from '@/lib/shared/contracts/stress-door';
import { formatPercent } from '@/lib/shared/format/percent';
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
    const reason = 'This mix does not move, so nothing makes it lose.';
    return { status: 'riskless', loss, years, reason, ...nothing };
  }
  if (found.status === 'out-of-reach') {
    const nothing = { probability: null, probabilityFatTails: null, holdings: [], classes: [] };
    const symbols = found.beyond.flatMap((column) => instruments[column]?.symbol ?? []).join(', ');
    const reason = `A loss of ${formatPercent(loss, { decimals: 0 })} is out of reach: the likeliest way there would take more than everything from ${symbols}.`;
    return { status: 'out-of-reach', loss, years, reason, distance: found.distance, ...nothing };
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
    reason: null,
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
