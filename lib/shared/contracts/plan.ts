import { z } from 'zod';
import { RiskLevelName, SymbolText } from './common';
import { ScoreView } from './profile';
import { AimInput, RecommendAnswer, RecommendRequest } from './recommend';
import { InstantText, IntentKey } from './wire';

/**
 * Services: plan/get-plan, plan/get-recommendation, plan/request-recommendation, plan/accept-recommendation,
 * plan/price-exclusions, plan/verify-recommendation; for the API: plan/create-recommendation, plan/get-answer.
 */

export const RecommendationView = z.strictObject({
  id: z.uuid(),
  /** The investor's own level; the answer holds the others beside it. */
  level: RiskLevelName,
  createdAt: InstantText,
  acceptedAt: InstantText.nullable(),
  inputHash: z.string(),
  engineVersion: z.int(),
  priceSetId: z.uuid(),
  answer: RecommendAnswer,
});
export type RecommendationView = z.infer<typeof RecommendationView>;

export const PlanView = z.strictObject({
  /** none: no finished questionnaire. working: the first plan is being made. ready: there is a plan. failed: the job ended without one. */
  status: z.enum(['none', 'working', 'ready', 'failed']),
  /** The newest recommendation; older ones are in history. */
  recommendation: RecommendationView.nullable(),
  /** A job that makes a newer one right now. */
  jobId: z.uuid().nullable(),
  failure: z.string().nullable(),
  profile: z
    .strictObject({
      version: z.int(),
      createdAt: InstantText,
      /** Suitability is asked again after this day. */
      validUntil: z.string(),
      aim: AimInput,
      score: ScoreView,
      amount: z.number(),
    })
    .nullable(),
  history: z.array(
    z.strictObject({ id: z.uuid(), createdAt: InstantText, acceptedAt: InstantText.nullable(), level: RiskLevelName }),
  ),
});
export type PlanView = z.infer<typeof PlanView>;

export const GetPlanInput = z.strictObject({});
export const GetRecommendationInput = z.strictObject({ recommendationId: z.uuid() });
export const AcceptRecommendationInput = z.strictObject({ recommendationId: z.uuid() });
export const VerifyRecommendationInput = z.strictObject({ recommendationId: z.uuid() });

/** intact: nothing that was stored has changed since. repeats: made again from it, the answer is the same. */
export const RecommendationCheck = z.strictObject({
  isIntact: z.boolean(),
  /** What is not as it was recorded: stored prices, request, answer, or the record's own hashes of them. */
  changed: z.array(z.enum(['prices', 'request', 'answer', 'record'])),
  /** other-engine: it was made by another version of the engine, which this one cannot repeat. */
  repeats: z.enum(['yes', 'no', 'other-engine']),
});
export type RecommendationCheck = z.infer<typeof RecommendationCheck>;

export const RequestRecommendationInput = z.strictObject({});

export const PriceExclusionsInput = z.strictObject({
  priceSetId: z.uuid(),
  symbols: z.array(SymbolText).min(2).max(60),
  level: RiskLevelName,
});
/** What leaving one instrument out would cost, decimals a year: expected return given up, and volatility added. */
export const ExclusionPrices = z.strictObject({
  costs: z.array(z.strictObject({ symbol: z.string(), returnCost: z.number(), volatilityCost: z.number() })),
});
export type ExclusionPrices = z.infer<typeof ExclusionPrices>;

/** The `recommend` door over HTTP. With a key, sending the same request again gives the same recommendation. */
export const CreateRecommendationInput = RecommendRequest.extend({ key: z.exactOptional(IntentKey) });

/** What the command line prints, with the id and the time it was kept under. */
export const KeptAnswer = z.strictObject({ id: z.uuid(), createdAt: InstantText, ...RecommendAnswer.shape });
export type KeptAnswer = z.infer<typeof KeptAnswer>;

/** ready: here it is. working: it takes longer than a request should; ask for the job. */
export const CreatedRecommendation = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('ready'), recommendation: KeptAnswer }),
  z.strictObject({ status: z.literal('working'), jobId: z.uuid() }),
]);
export type CreatedRecommendation = z.infer<typeof CreatedRecommendation>;
