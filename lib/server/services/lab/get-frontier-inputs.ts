import { done, type Outcome } from '@/lib/base/outcome';
import {
  GetFrontierInputsInput,
  type LabHoldings,
  type LabInputsView,
  type LabMarket,
} from '@/lib/shared/contracts/frontier-lab';
import { RiskLevelName, type WeightMap } from '@/lib/shared/contracts/common';
import { RECOMMEND_ASSETS_MAX, RecommendAnswer, RecommendRequest } from '@/lib/shared/contracts/recommend';
import { compute } from '../../compute/compute';
import type { Db } from '../../db/client';
import type { PriceSet } from '../../db/generated/client';
import { newestSimulatedSet, sourceInfo } from '../../prices/price-set-rows';
import { loadPanel } from '../../store/panel-store';
import { heldNow } from '../account/held-now';
import { instrumentsOf } from '../plan/universe';
import { service } from '../service';

/** What is studied: a plan's own question, or the simulated market's core universe at the middle level. */
interface Subject {
  readonly planId: string | null;
  readonly level: RiskLevelName;
  readonly request: RecommendRequest;
  readonly priceSet: PriceSet;
  readonly plan: WeightMap | null;
}

type RiskLevelName = ReturnType<typeof RiskLevelName.parse>;

async function planSubject(db: Db, userId: string): Promise<Subject | undefined> {
  const row = await db.recommendation.findFirst({
    where: { userId, profileVersionId: { not: null } },
    orderBy: { createdAt: 'desc' },
  });
  if (row === null) return undefined;
  const level = RiskLevelName.parse(row.level);
  const own = RecommendAnswer.parse(row.answer).profiles.find(({ profile }) => profile === level);
  return {
    planId: row.id,
    level,
    request: RecommendRequest.parse(row.request),
    priceSet: await db.priceSet.findUniqueOrThrow({ where: { id: row.priceSetId } }),
    plan: own?.status === 'solved' ? own.weights : null,
  };
}

async function simulatedSubject(db: Db): Promise<Subject | undefined> {
  const priceSet = await newestSimulatedSet(db);
  if (priceSet === null) return undefined;
  const investable = instrumentsOf(priceSet).filter(({ isInvestable }) => isInvestable);
  const assets = investable.map(({ symbol }) => symbol).slice(0, RECOMMEND_ASSETS_MAX);
  return { planId: null, level: 'balanced', request: { prices: { set: priceSet.id }, assets }, priceSet, plan: null };
}

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
    const subject = (await planSubject(db, actor.userId)) ?? (await simulatedSubject(db));
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
