import type { Metadata } from 'next';
import { completeProfileAction } from '@/app/(investor)/start/actions';
import { Section } from '@/components/layout/page';
import { AnswersList } from '@/components/onboarding/answers-list';
import { answerText, contradictionText, questionTexts, ruleText } from '@/components/onboarding/question-texts';
import { type ContradictionTexts, ReviewFinish } from '@/components/onboarding/review-finish';
import { ScoreMovers } from '@/components/onboarding/score-movers';
import { ScoreScale } from '@/components/onboarding/score-scale';
import { StartFrame } from '@/components/onboarding/start-frame';
import { nextStep, questionPath } from '@/components/onboarding/start-steps';
import { ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/states';
import { loadForPage } from '@/lib/server/http/in/page';
import { getOnboarding } from '@/lib/server/services/profile/get-onboarding';
import type { OnboardingView, ScoreView } from '@/lib/shared/contracts/profile';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';
import { PLAN_MESSAGES } from '@/lib/shared/messages/en/plan';
import { ROUTES } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Review' };

export default async function ReviewPage() {
  const view = await loadForPage(getOnboarding, {}, ROUTES.startReview);
  const step = nextStep(view);
  const isWhole = step.id === 'review';
  return (
    <StartFrame progress={view} current="review" title={headline(view, isWhole)} lead={lead(view, isWhole)}>
      <div className="flex flex-col gap-16">
        {view.score !== null && view.score.contradictions.length > 0 && (
          <Notice tone="warning">
            Some of your answers do not fit together.{' '}
            <a href="#contradictions" className="link">
              Look at them
            </a>{' '}
            before the plan is made.
          </Notice>
        )}
        {view.score !== null && <ScoreSections view={view} score={view.score} />}
        <Section title="Your answers" isDense>
          <AnswersList view={view} />
        </Section>
        {isWhole && view.score !== null ? (
          <ReviewFinish
            contradictions={view.score.contradictions.map((each) => contradictionTexts(view, each))}
            complete={completeProfileAction}
            label={view.score.cashIsBetter ? 'Make the most careful plan anyway' : 'Make my plan'}
            isSecondary={view.score.cashIsBetter}
          />
        ) : (
          <div>
            <ButtonLink href={step.href}>Go on</ButtonLink>
          </div>
        )}
      </div>
    </StartFrame>
  );
}

function headline({ score, missing }: OnboardingView, isWhole: boolean): string {
  if (score === null) return `There are ${formatCount(missing.length, 'question')} left before there can be advice.`;
  if (score.cashIsBetter) return 'For this money, cash is the better place.';
  const name = PLAN_MESSAGES.levels[score.level].name.toLowerCase();
  return isWhole
    ? `Your answers lead to the ${name} level.`
    : `Your answers lead to the ${name} level; one step is left.`;
}

/** Why cash serves better: the nearer date first, since it holds whatever else is true. */
const cashReason = ({ answers }: OnboardingView): string =>
  answers['horizon'] === 'under-1-year'
    ? 'You need it within a year, and no mix of investments can be relied on for that long. A savings account can.'
    : 'Without other savings, a debt at a high rate comes first: paying it back is a sure return that no mix can match.';

function lead(view: OnboardingView, isWhole: boolean): string {
  const { score, levels } = view;
  if (score === null) return 'Nothing is lost: it goes on where you left.';
  if (score.cashIsBetter) return cashReason(view);
  const level = levels.find((each) => each.level === score.level);
  const rest = isWhole ? '' : ' Before the plan can be made, the aim and what it may use have to be chosen.';
  return level === undefined
    ? rest.trim()
    : `The plan may swing by up to ${formatPercent(level.annualVolatilityMax, { decimals: 0 })} a year, and keeps ${formatPercent(level.cashWeight, { decimals: 0 })} in cash.${rest}`;
}

function ScoreSections({ view, score }: { readonly view: OnboardingView; readonly score: ScoreView }) {
  return (
    <>
      <Section
        title="Your score"
        lead="Willingness and ability are found apart. The more cautious of the two decides."
        isDense
      >
        <ScoreScale score={score} levels={view.levels} />
        {score.rulesApplied.length > 0 && (
          <ul className="flex flex-col gap-2 text-small">
            {score.rulesApplied.map((rule) => (
              <li key={rule.key}>
                <Notice>{ruleText(rule)}</Notice>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="What moved it" lead="Points against leaving the question out." isDense>
        <ScoreMovers movers={score.movers} questions={view.questions} answers={view.answers} />
      </Section>
    </>
  );
}

const contradictionTexts = (
  { questions, answers }: OnboardingView,
  contradiction: ScoreView['contradictions'][number],
): ContradictionTexts => ({
  key: contradiction.key,
  sentence: contradictionText(contradiction),
  answers: contradiction.questionIds.map((questionId) => {
    const question = questions.find(({ id }) => id === questionId);
    return {
      questionId,
      title: questionTexts(questionId).title,
      answer: (question === undefined ? undefined : answerText(question, answers)) ?? 'Not answered',
      changeHref: questionPath(questionId, true),
    };
  }),
});
