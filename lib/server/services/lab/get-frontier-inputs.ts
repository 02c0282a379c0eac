import { done, type Outcome } from '@/lib/base/outcome';
import {
  GetFrontierInputsInput,
  type LabHoldings,
  type LabInputsView,
  type LabMarket,
} from '@/lib/shared/contracts/frontier-lab';
import { compute } from '../../compute/compute';
import type { Db } from '../../db/client';
import { sourceInfo } from '../../prices/price-set-rows';
import { loadPanel } from '../../store/panel-store';
import { heldNow } from '../account/held-now';
import { studySubject } from '../plan/study-subject';
import { service } from '../service';

async function holdingsOf(
  db: Db,
  userId: string,
  { instruments }: Pick<LabMarket, 'instruments'>,
): Promise<LabHoldings | null> {
  const symbols = instruments.map(({ symbol }) => symbol);
  const held = await heldNow(db, userId, symbols);
  return held === undefined ? null : { ...held, weights: symbols.map((symbol) => held.weights[symbol] ?? 0) };
}

/** Everything the frontier page computes with in the browser: estimates, limits, the plan and what is held. */
export const getFrontierInputs = service({
  name: 'lab/get-frontier-inputs',
  access: 'signed-in',
  input: GetFrontierInputsInput,
  run: async ({ db, actor }): Promise<Outcome<LabInputsView>> => {
    const subject = await studySubject(db, actor.userId);
    if (subject === undefined) return done({ status: 'unavailable', reason: 'There are no prices yet.' });
    const { planId, level, request, priceSet, plan } = subject;
    const panel = await loadPanel(priceSet.contentHash);
    const computed = await compute('frontier-market', { request, level, panel });
    if (computed.status === 'refused') return computed;
    const market = computed.value;
    if (market.status === 'refused') return done({ status: 'unavailable', reason: market.message });
    const { instruments } = market.value;
    return done({
      status: 'ready',
      inputs: {
        ...market.value,
        source: sourceInfo(priceSet),
        planId,
        plan: plan === null ? null : instruments.map(({ symbol }) => plan[symbol] ?? 0),
        holdings: await holdingsOf(db, actor.userId, market.value),
      },
    });
  },
});
