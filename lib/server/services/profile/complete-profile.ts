import { type CanonicalValue, canonicalJson } from '@/lib/base/canonical-json';
import { newId } from '@/lib/base/ids';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import { answersFromMap, scoreView } from '@/lib/codec/profile/answers';
import { policyFor } from '@/lib/quant/policy/policy';
import { amountGiven, chosenSeveral } from '@/lib/quant/policy/questionnaire';
import { scoreAnswers } from '@/lib/quant/policy/score-answers';
import type { AimInput } from '@/lib/shared/contracts/recommend';
import {
  CompleteProfileInput,
  type ScoreView,
  type StartedRecommendation,
  type UniverseChoice,
} from '@/lib/shared/contracts/profile';
import { appendAudit } from '../../audit/append';
import type { DbTransaction } from '../../db/client';
import type { ProfileVersion } from '../../db/generated/client';
import { prepareToEnqueue } from '../../jobs/job-rows';
import { enqueuePlan, jobTurn, latestRecommendation, requestOfProfile } from '../plan/request-plan';
import { universeProblem } from '../plan/universe';
import { service, type UserContext } from '../service';
import { type Draft, loadDraft } from './draft';

const QUESTIONNAIRE_VERSION = 1;
const SCHEMA_VERSION = 1;

export interface FinishedProfile {
  readonly answers: Draft['answers'];
  readonly aim: AimInput;
  readonly universe: UniverseChoice;
  readonly score: ScoreView;
  readonly amount: number;
  readonly acknowledged: readonly string[];
}

/** Whether the draft is whole, and every contradiction in it was seen by the investor. */
async function finished(
  ctx: UserContext,
  draft: Draft,
  acknowledged: readonly string[],
): Promise<Outcome<FinishedProfile>> {
  const answers = answersFromMap(draft.answers);
  if (answers.status === 'refused') return answers;
  const outcome = scoreAnswers(answers.value);
  if (outcome.status === 'incomplete') {
    return refused(
      'bad-input',
      `There are ${outcome.missing.length} questions left to answer.`,
      `answers.${outcome.missing[0] ?? ''}`,
    );
  }
  if (draft.aim === null) return refused('bad-input', 'Choose what the plan should aim at.', 'aim');
  if (draft.universe === null) return refused('bad-input', 'Choose what the plan may hold.', 'universe');
  const problem = await universeProblem(ctx, draft.universe, {
    classesExcluded: chosenSeveral(answers.value, 'exclusions'),
    level: outcome.level,
  });
  if (problem !== undefined) return problem;
  const unseen = outcome.contradictions.find(({ key }) => !acknowledged.includes(key));
  if (unseen !== undefined) {
    return refused(
      'conflict',
      'Two of your answers contradict each other; change one, or confirm that both are meant.',
      unseen.key,
    );
  }
  const amount = amountGiven(answers.value, 'amount');
  if (amount === undefined) return refused('bad-input', 'Say how much you want to invest.', 'answers.amount');
  return done({
    answers: draft.answers,
    aim: draft.aim,
    universe: draft.universe,
    score: scoreView(outcome),
    amount,
    acknowledged,
  });
}

/** Below this the plan speaks of a round example instead: figures in cents explain nothing. */
const PLAN_MONEY_MIN = 100;

const sameText = (left: unknown, right: unknown): boolean => {
  const canonical = (value: unknown): string => canonicalJson(JSON.parse(JSON.stringify(value)) as CanonicalValue);
  return canonical(left) === canonical(right);
};

/** The plan under way for this very profile: a second click, or a second window, is not a second profile. */
async function planUnderWay(
  tx: DbTransaction,
  last: ProfileVersion,
  profile: FinishedProfile,
): Promise<StartedRecommendation | undefined> {
  const isSame =
    sameText(last.answers, profile.answers) &&
    sameText(last.aim, profile.aim) &&
    sameText(last.universe, profile.universe);
  if (!isSame) return undefined;
  const job = await tx.job.findUnique({ where: { kind_key: { kind: 'recommend', key: last.id } } });
  const isActive = job !== null && (job.status === 'queued' || job.status === 'running');
  return isActive ? { jobId: job.id, isNew: false } : undefined;
}

/** Keeps the profile as a new version, makes its policy and asks for the plan; all three or none. */
export async function keepProfile(
  ctx: UserContext,
  tx: DbTransaction,
  profile: FinishedProfile,
): Promise<StartedRecommendation> {
  const { clock, randomBytes, actor } = ctx;
  const { userId } = actor;
  // Two windows finishing at once take turns on the user's row.
  await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
  const last = await tx.profileVersion.findFirst({ where: { userId }, orderBy: { version: 'desc' } });
  const underWay = last === null ? undefined : await planUnderWay(tx, last, profile);
  if (underWay !== undefined) return underWay;
  const now = new Date(clock.now());
  const profileVersionId = newId(clock, randomBytes);
  const policyId = newId(clock, randomBytes);
  const { level } = profile.score;
  await tx.profileVersion.create({
    data: {
      id: profileVersionId,
      userId,
      version: (last?.version ?? 0) + 1,
      questionnaireVersion: QUESTIONNAIRE_VERSION,
      schemaVersion: SCHEMA_VERSION,
      answers: profile.answers,
      aim: profile.aim,
      universe: profile.universe,
      score: profile.score,
      level,
      acknowledged: [...profile.acknowledged],
      createdAt: now,
    },
  });
  const policy = JSON.parse(JSON.stringify(policyFor(level))) as object;
  await tx.policyRecord.create({
    data: { id: policyId, userId, profileVersionId, schemaVersion: SCHEMA_VERSION, body: policy, createdAt: now },
  });
  await appendAudit(tx, clock, {
    kind: 'profile-completed',
    userId,
    actor: userId,
    body: {
      profileVersionId,
      level,
      tolerance: profile.score.tolerance,
      capacity: profile.score.capacity,
      acknowledged: [...profile.acknowledged],
    },
  });
  const previous = await latestRecommendation(tx, userId);
  const money = Math.max(profile.amount, PLAN_MONEY_MIN);
  return enqueuePlan(ctx, tx, {
    request: requestOfProfile(profile.aim, profile.universe, money, previous.answer),
    level,
    profileVersionId,
    policyId,
    ...(previous.row === null ? {} : { previousId: previous.row.id }),
    key: profileVersionId,
  });
}

/** Ends the questionnaire and starts the plan. */
export const completeProfile = service({
  name: 'profile/complete-profile',
  access: 'signed-in',
  input: CompleteProfileInput,
  run: async (ctx, input) => {
    const draft = await loadDraft(ctx.db, ctx.actor.userId);
    const profile = await finished(ctx, draft, input.acknowledged);
    if (profile.status === 'refused') return profile;
    const turn = await jobTurn(ctx);
    if (turn.status === 'refused') return turn;
    await prepareToEnqueue(ctx.db);
    return done(await ctx.db.$transaction((tx) => keepProfile(ctx, tx, profile.value)));
  },
});
