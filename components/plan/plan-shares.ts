import { ASSET_CLASSES, type AssetClassId, byAssetClass } from '@/components/charts/asset-classes';
import type { AllocationHolding } from '@/components/charts/allocation-donut';
import type { WeightMap } from '@/lib/shared/contracts/common';
import type { RecommendAnswer } from '@/lib/shared/contracts/recommend';

/** Below this a weight is rounding and not a holding. */
const HELD_MIN = 5e-5;
/** Rounding of the solver; more than this is money that no instrument holds. */
const UNINVESTED_MIN = 1e-4;

type Instruments = RecommendAnswer['instruments'];

/** Largest first; money that no instrument holds stands as cash at the end. */
export function holdingsOf(instruments: Instruments, weights: WeightMap): AllocationHolding[] {
  const held = instruments
    .map(({ symbol, name, assetClass }) => ({ symbol, name, assetClass, weight: weights[symbol] ?? Number.NaN }))
    .filter(({ weight }) => weight > HELD_MIN)
    .sort((left, right) => right.weight - left.weight);
  const uninvested = 1 - held.reduce((sum, { weight }) => sum + weight, 0);
  if (uninvested <= UNINVESTED_MIN) return held;
  return [...held, { symbol: 'Cash', name: 'not invested', assetClass: 'cash', weight: uninvested }];
}

export interface ClassShare {
  readonly assetClass: AssetClassId;
  readonly label: string;
  readonly color: string;
  readonly share: number;
}

/** In the fixed order of the asset classes; classes without a holding are left out. */
export function classSharesOf(holdings: readonly AllocationHolding[]): ClassShare[] {
  const ids = [...new Set(holdings.map(({ assetClass }) => assetClass))].sort(byAssetClass);
  return ids.map((assetClass) => ({
    assetClass,
    ...ASSET_CLASSES[assetClass],
    share: holdings.reduce((sum, each) => (each.assetClass === assetClass ? sum + each.weight : sum), 0),
  }));
}

/**
 * Whole percents that add up to 100, by largest remainder: 33.4, 33.3, 33.3 become 34, 33, 33.
 *
 * @param shares decimals that sum to one
 */
export function wholePercents(shares: readonly number[]): number[] {
  const floors = shares.map((share) => Math.floor(share * 100));
  const missing = 100 - floors.reduce((sum, floor) => sum + floor, 0);
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: share * 100 - Math.floor(share * 100) }))
    .sort((left, right) => right.remainder - left.remainder || left.index - right.index);
  const raised = new Set(byRemainder.slice(0, Math.max(0, missing)).map(({ index }) => index));
  return floors.map((floor, index) => (raised.has(index) ? floor + 1 : floor));
}

const joined = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;

/** `54% in stocks, 30% in bonds and 16% in cash`. */
export function mixWords(shares: readonly ClassShare[]): string {
  const percents = wholePercents(shares.map(({ share }) => share));
  const named = shares.map(({ label }, index) => ({ label: label.toLowerCase(), percent: percents[index] ?? 0 }));
  return joined(
    named
      .toSorted((left, right) => right.percent - left.percent)
      .map(({ label, percent }) => (percent === 0 ? `a little in ${label}` : `${percent}% in ${label}`)),
  );
}
