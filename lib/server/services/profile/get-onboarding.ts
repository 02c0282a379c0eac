import { z } from 'zod';
import { done, refused } from '@/lib/base/outcome';
import { answersFromMap, questionViews, scoreView } from '@/lib/codec/profile/answers';
import { RISK_LEVELS } from '@/lib/quant/policy/risk-levels';
import { scoreAnswers } from '@/lib/quant/policy/score-answers';
import { RISK_LEVEL_IDS } from '@/lib/quant/policy/types';
import type { OnboardingView } from '@/lib/shared/contracts/profile';
import { newestSimulatedSet, usablePriceSet } from '../../prices/price-set-rows';
import { instrumentsOf } from '../plan/universe';
import { service } from '../service';
import { loadDraft } from './draft';

/** Everything the questionnaire shows: questions, what was saved, what it comes to so far, and the market to choose from. */
export const getOnboarding = service({
  name: 'profile/get-onboarding',
  access: 'signed-in',
  input: z.strictObject({ priceSetId: z.exactOptional(z.uuid()) }),
  run: async (ctx, input) => {
    const { db, actor } = ctx;
    const draft = await loadDraft(db, actor.userId);
    const wantedId = input.priceSetId ?? draft.universe?.priceSetId;
    const chosen = wantedId === undefined ? null : await usablePriceSet(db, actor.userId, wantedId);
    const priceSet = chosen ?? (await newestSimulatedSet(db));
    if (priceSet === null)
      return refused('unavailable', 'There are no prices yet; the simulated market is still being prepared.');
    const answers = answersFromMap(draft.answers);
    // Answers that no longer fit their question are asked again.
    const outcome = scoreAnswers(answers.status === 'done' ? answers.value : {});
    const view: OnboardingView = {
      questions: questionViews(),
      answers: answers.status === 'done' ? draft.answers : {},
      aim: draft.aim,
      universe: draft.universe?.priceSetId === priceSet.id ? draft.universe : null,
      missing: outcome.status === 'incomplete' ? [...outcome.missing] : [],
      score: outcome.status === 'scored' ? scoreView(outcome) : null,
      levels: RISK_LEVEL_IDS.map((level) => {
        const { annualVolatilityMax, cashWeight, scoreMin } = RISK_LEVELS[level];
        return { level, annualVolatilityMax, cashWeight, scoreMin };
      }),
      market: {
        priceSetId: priceSet.id,
        label: priceSet.label,
        isSimulated: priceSet.sourceKind === 'simulated',
        lastDay: priceSet.lastDay,
        instruments: instrumentsOf(priceSet).map(
          ({ symbol, name, assetClass, isInvestable, suggestedSubstitute, annualFee }) => ({
            symbol,
            name,
            assetClass,
            isInvestable,
            suggestedSubstitute,
            annualFee,
          }),
        ),
      },
      isResumed: draft.updatedAt !== null,
      updatedAt: draft.updatedAt?.toISOString() ?? null,
    };
    return done(view);
  },
});
