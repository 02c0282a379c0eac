import { sampleProfile, SAMPLE_AMOUNT } from '@/lib/codec/profile/sample-profile';
import { newestSimulatedSet } from '../../prices/price-set-rows';
import { instrumentsOf } from '../plan/universe';
import { keepProfile } from '../profile/complete-profile';
import type { UserContext } from '../service';

/** The contract of a universe; the simulated market is well below it. */
const UNIVERSE_MAX = 60;

/**
 * A finished sample questionnaire and the plan that follows from it, for the demo investor and for each visitor.
 * Without prices there is nothing to plan with; they then meet the questionnaire instead.
 */
export async function startSamplePlan(ctx: UserContext): Promise<void> {
  const priceSet = await newestSimulatedSet(ctx.db);
  if (priceSet === null) return;
  const investable = instrumentsOf(priceSet).filter(({ isInvestable }) => isInvestable);
  const symbols = investable.map(({ symbol }) => symbol).slice(0, UNIVERSE_MAX);
  const sample = {
    ...sampleProfile(),
    aim: { kind: 'most-return' },
    universe: { priceSetId: priceSet.id, symbols, excluded: [] },
    amount: SAMPLE_AMOUNT,
    acknowledged: [],
  } as const;
  await ctx.db.$transaction((tx) =>
    keepProfile(ctx, tx, { ...sample, universe: { ...sample.universe, excluded: [] } }),
  );
}
