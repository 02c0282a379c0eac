import { done, type Outcome } from '@/lib/base/outcome';
import { RiskLevelName } from '@/lib/shared/contracts/common';
import { AnswerMap } from '@/lib/shared/contracts/profile';
import { RecommendRequest } from '@/lib/shared/contracts/recommend';
import { GetStressInputsInput, type StressLabView } from '@/lib/shared/contracts/stress-lab';
import { compute } from '../../compute/compute';
import { sourceInfo } from '../../prices/price-set-rows';
import { loadPanel } from '../../store/panel-store';
import { heldNow } from '../account/held-now';
import { latestProfile, latestRecommendation } from '../plan/request-plan';
import { savedScenarios } from '../scenario/scenario-rows';
import { service } from '../service';

/** The newest plan in every bad time, beside the other levels, what is held and the mixes everybody knows. */
export const getStressInputs = service({
  name: 'lab/get-stress-inputs',
  access: 'signed-in',
  input: GetStressInputsInput,
  run: async ({ db, actor }): Promise<Outcome<StressLabView>> => {
    const { userId } = actor;
    const { row, answer } = await latestRecommendation(db, userId);
    if (row === null || answer === undefined) return done({ status: 'none' });
    const levels = answer.profiles.flatMap((plan) =>
      plan.status === 'solved' ? [{ level: plan.profile, weights: plan.weights }] : [],
    );
    const level = RiskLevelName.parse(row.level);
    if (levels.every((plan) => plan.level !== level)) {
      return done({ status: 'unavailable', reason: 'Your plan could not be made, so there are no weights to test.' });
    }
    const request = RecommendRequest.parse(row.request);
    const priceSet = await db.priceSet.findUniqueOrThrow({ where: { id: row.priceSetId } });
    const profile = await latestProfile(db, userId);
    const amount = profile === null ? undefined : AnswerMap.parse(profile.answers)['amount'];
    const held = await heldNow(db, userId, request.assets);
    const saved = await savedScenarios(db, userId);
    const computed = await compute('stress-lab', {
      request,
      level,
      levels,
      money: typeof amount === 'number' ? amount : answer.money,
      held: held ?? null,
      saved,
      panel: await loadPanel(priceSet.contentHash),
    });
    if (computed.status === 'refused') return computed;
    const lab = computed.value;
    if (lab.status === 'refused') return done({ status: 'unavailable', reason: lab.message });
    return done({ status: 'ready', lab: lab.value, saved, source: sourceInfo(priceSet) });
  },
});
