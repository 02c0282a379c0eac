import { invariant } from '../../base/invariant';
import { ASSET_CLASSES, type Instrument } from '../market/instrument';
import type { PolicyMix } from './types';

/**
 * The world's invested wealth, simplified to our classes: stocks 50 % and listed property 4 % are `equity`, government
 * and other bonds 44 % are `bond`, and 2 % is `commodity`, most of it gold (averages since 1970, rounded).
 * Currencies have no share: every dollar long is a dollar short somewhere. Crypto has none: the record starts too late.
 * A class with no share still gets an expected return, the one its co-movement with the mix earns.
 *
 * The assumed Sharpe ratio is the market portfolio's record: 3.39 % a year over the riskless rate with a standard
 * deviation of 11.2 % (1960 to 2017) makes 0.30. A short sample would give anything between 0 and 1.
 *
 * @see Doeswijk, Lam, Swinkels (2014), "The Global Multi-Asset Market Portfolio, 1959-2012", Financial Analysts
 *   Journal 70(2), 26-41
 * @see Doeswijk, Lam, Swinkels (2020), "Historical Returns of the Market Portfolio", Review of Asset Pricing Studies
 *   10(3), 521-567
 */
export const WORLD_MARKET_MIX: PolicyMix = {
  classShares: { equity: 0.54, bond: 0.44, cash: 0, commodity: 0.02, currency: 0, crypto: 0 },
  sharpeAssumed: 0.3,
};

const isInMix = (instrument: Instrument, mix: PolicyMix): boolean =>
  instrument.isInvestable && ASSET_CLASSES[instrument.assetClass].isRisky && mix.classShares[instrument.assetClass] > 0;

/** Whether at least one instrument belongs to a class of the mix; without one there is nothing to reverse-optimise. */
export const mixCovers = (instruments: readonly Instrument[], mix: PolicyMix): boolean =>
  instruments.some((instrument) => isInMix(instrument, mix));

/**
 * The policy mix over these instruments: class shares renormalised over the classes present, equal inside a class.
 *
 * @param instruments n, in universe order; cash and indices receive zero
 * @returns length n, sums to one
 * @throws InvariantError when no instrument belongs to a class of the mix: ask `mixCovers` first
 */
export function policyMixWeights(instruments: readonly Instrument[], mix: PolicyMix): Float64Array {
  invariant(mixCovers(instruments, mix), 'no instrument belongs to a class of the policy mix');
  const countByClass = new Map<string, number>();
  for (const instrument of instruments) {
    if (!isInMix(instrument, mix)) continue;
    const count = countByClass.get(instrument.assetClass);
    countByClass.set(instrument.assetClass, count === undefined ? 1 : count + 1);
  }
  const weights = new Float64Array(instruments.length);
  let sum = 0;
  instruments.forEach((instrument, index) => {
    const count = countByClass.get(instrument.assetClass);
    if (count === undefined || !isInMix(instrument, mix)) return;
    weights[index] = mix.classShares[instrument.assetClass] / count;
    sum += weights[index];
  });
  return weights.map((weight) => weight / sum);
}
