import { z } from 'zod';
import { AssetClassName, RiskLevelName, SymbolText } from './common';
import { AimInput } from './recommend';
import { FactView, InstantText } from './wire';

/** Services: profile/get-onboarding, profile/save-draft, profile/complete-profile. */

export const AnswerValue = z.union([z.string().max(60), z.number(), z.array(z.string().max(60)).max(12)]);

/** By question id; whether each answer fits its question is checked against the question registry. */
export const AnswerMap = z.record(z.string().max(40), AnswerValue);
export type AnswerMap = z.infer<typeof AnswerMap>;

/** What the plan may hold: a price set, and of its instruments the chosen and the left-out ones. */
export const UniverseChoice = z.strictObject({
  priceSetId: z.uuid(),
  symbols: z.array(SymbolText).min(2, 'choose at least two instruments').max(60),
  /** Considered and refused by the investor; the plan says what that costs. */
  excluded: z.array(SymbolText).max(60),
});
export type UniverseChoice = z.infer<typeof UniverseChoice>;

export const QuestionView = z.strictObject({
  id: z.string(),
  kind: z.enum(['choice', 'multi', 'amount']),
  isRequired: z.boolean(),
  options: z.array(z.string()),
  exclusiveOption: z.string().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
});
export type QuestionView = z.infer<typeof QuestionView>;

export const ContradictionView = z.strictObject({
  key: z.string(),
  questionIds: z.array(z.string()),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const ScoreView = z.strictObject({
  /** 0 to 100; willingness and ability to bear losses, apart. */
  tolerance: z.number(),
  capacity: z.number(),
  /** The more cautious one. */
  score: z.number(),
  level: RiskLevelName,
  rulesApplied: z.array(FactView),
  movers: z.array(z.strictObject({ questionId: z.string(), effect: z.number() })),
  contradictions: z.array(ContradictionView),
  cashIsBetter: z.boolean(),
});
export type ScoreView = z.infer<typeof ScoreView>;

export const LevelView = z.strictObject({
  level: RiskLevelName,
  annualVolatilityMax: z.number(),
  cashWeight: z.number(),
  scoreMin: z.number(),
});

export const OnboardingView = z.strictObject({
  questions: z.array(QuestionView),
  answers: AnswerMap,
  aim: AimInput.nullable(),
  universe: UniverseChoice.nullable(),
  /** Required questions not answered yet. */
  missing: z.array(z.string()),
  /** Null while questions are missing. */
  score: ScoreView.nullable(),
  levels: z.array(LevelView),
  /** What the chosen price set offers; of the shared simulated market when nothing is chosen. */
  market: z.strictObject({
    priceSetId: z.uuid(),
    label: z.string(),
    isSimulated: z.boolean(),
    lastDay: z.string(),
    instruments: z.array(
      z.strictObject({
        symbol: z.string(),
        name: z.string(),
        assetClass: AssetClassName,
        isInvestable: z.boolean(),
        suggestedSubstitute: z.string().nullable(),
        annualFee: z.number(),
      }),
    ),
  }),
  /** Whether answers were saved earlier, so that the page can offer to go on. */
  isResumed: z.boolean(),
  updatedAt: InstantText.nullable(),
});
export type OnboardingView = z.infer<typeof OnboardingView>;

/** Every part is optional: each step saves what it has. */
export const SaveDraftInput = z.strictObject({
  answers: z.exactOptional(AnswerMap),
  aim: z.exactOptional(AimInput),
  universe: z.exactOptional(UniverseChoice),
});
export type SaveDraftInput = z.infer<typeof SaveDraftInput>;

export const CompleteProfileInput = z.strictObject({
  /** Keys of the contradictions the investor has read and stands by. */
  acknowledged: z.array(z.string().max(80)).max(20),
});

export const StartedRecommendation = z.strictObject({ jobId: z.uuid(), isNew: z.boolean() });
export type StartedRecommendation = z.infer<typeof StartedRecommendation>;
