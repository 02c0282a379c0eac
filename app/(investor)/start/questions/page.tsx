import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { saveDraftAction } from '@/app/(investor)/start/actions';
import { firstOpenQuestion, prefilledAnswers } from '@/components/onboarding/answering';
import { QuestionFlow } from '@/components/onboarding/question-flow';
import { stepItems } from '@/components/onboarding/start-steps';
import { Steps } from '@/components/ui/steps';
import { loadForPage } from '@/lib/server/http/in/page';
import { getOnboarding } from '@/lib/server/services/profile/get-onboarding';
import { ROUTES } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Questions' };

export default async function QuestionsPage() {
  const view = await loadForPage(getOnboarding, {}, ROUTES.startQuestions);
  const first = firstOpenQuestion(view.questions, view.answers);
  if (first === undefined) notFound();
  return (
    <div className="flex flex-col gap-10">
      <Steps label="Steps to your plan" items={stepItems(view, 'questions')} />
      <QuestionFlow
        questions={view.questions}
        answers={prefilledAnswers(view.answers, view.aim)}
        market={view.market}
        universe={view.universe}
        firstId={first.id}
        saveDraft={saveDraftAction}
      />
    </div>
  );
}
