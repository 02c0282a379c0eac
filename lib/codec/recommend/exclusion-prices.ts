import { type ExclusionCost, exclusionCosts } from '@/lib/quant/advice/exclusions';
import type { PricePanel } from '@/lib/quant/market/panel';
import { selectUniverse } from '@/lib/quant/market/universe';
import { policyFor } from '@/lib/quant/policy/policy';
import type { RiskLevelId } from '@/lib/quant/policy/types';
import { STRATEGIES } from '@/lib/quant/strategy/strategies';

/**
 * What leaving each instrument out would cost, one at a time, for the most expected return a level allows. Empty when
 * the limits cannot hold with all of them: there is nothing to compare with.
 *
 * @throws InvariantError on a symbol the panel does not hold or one that cannot be held: the door checks them first
 */
export function exclusionPrices(
  panel: PricePanel,
  symbols: readonly string[],
  level: RiskLevelId,
): readonly ExclusionCost[] {
  const decision = STRATEGIES['mean-variance'].decide({
    view: selectUniverse(panel, symbols).panel,
    policy: policyFor(level),
    aim: { kind: 'most-return' },
    currentWeights: new Float64Array(symbols.length),
  });
  if (decision.status !== 'decided' || decision.allocation === undefined) return [];
  return exclusionCosts(decision.allocation, symbols);
}
