import type { Metadata } from 'next';
import { PageHeader } from '@/components/layout/page';
import { nextStep, questionPath } from '@/components/onboarding/start-steps';
import { firstOpenQuestion } from '@/components/onboarding/answering';
import { ButtonLink } from '@/components/ui/button';
import { DisclosureBox } from '@/components/ui/disclosure';
import { InstantText } from '@/components/ui/figures';
import { Notice } from '@/components/ui/states';
import { TextLink } from '@/components/ui/text-link';
import { loadForPage } from '@/lib/server/http/in/page';
import { getOnboarding } from '@/lib/server/services/profile/get-onboarding';
import type { OnboardingView } from '@/lib/shared/contracts/profile';
import { formatCount } from '@/lib/shared/format/quantity';
import { ROUTES } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Make a plan' };

const STEPS = [
  { id: 'aim', title: 'Aim', text: 'What the plan should try to do for you: one choice of five.' },
  { id: 'universe', title: 'What to use', text: 'Which prices, asset classes and instruments it may use.' },
  { id: 'questions', title: 'Questions', text: 'How much loss you can afford, and how much you are willing to see.' },
  { id: 'review', title: 'Review', text: 'What your answers come to, and anything that does not fit together.' },
] as const;

export default async function StartPage() {
  const view = await loadForPage(getOnboarding, {}, ROUTES.start);
  const step = nextStep(view);
  const openQuestion = firstOpenQuestion(view.questions, view.answers);
  const href = step.id === 'questions' && openQuestion !== undefined ? questionPath(openQuestion.id) : step.href;
  return (
    <div className="flex flex-col gap-12">
      <PageHeader
        eyebrow="Make a plan"
        answer="Four short steps lead to a plan made for you."
        lead={<p>About five minutes. Each step is saved as you go; leave whenever you like and go on later.</p>}
      />
      {view.isResumed && view.updatedAt !== null && (
        <Notice title="Welcome back">
          {resumeSentence(view)} Last saved <InstantText instant={view.updatedAt} />.
        </Notice>
      )}
      <ol className="grid gap-x-12 sm:grid-cols-2 lg:grid-cols-4">
        {STEPS.map(({ id, title, text }, index) => (
          <li key={id} className="flex flex-col gap-1 border-t border-hairline py-5">
            <span className="figures text-small text-muted">{index + 1}</span>
            <span className="font-strong">{title}</span>
            <span className="text-small text-muted">{text}</span>
          </li>
        ))}
      </ol>
      <DisclosureBox title="What makes the plan">
        <p>
          An algorithm does, from your answers and from past prices, and nobody looks it over. It knows nothing about
          you but what you answer here. It can lose money, it is no promise, and its orders go to a paper exchange.
        </p>
        <p>
          The whole of it: <TextLink href={ROUTES.method}>method</TextLink> and{' '}
          <TextLink href={ROUTES.disclosures}>disclosures</TextLink>.
        </p>
      </DisclosureBox>
      <div>
        <ButtonLink href={href}>{view.isResumed ? 'Go on' : 'Begin'}</ButtonLink>
      </div>
    </div>
  );
}

function resumeSentence({ questions, answers, score }: OnboardingView): string {
  if (score !== null) return 'Everything is answered; you can look it over and make the plan.';
  const answered = questions.filter(({ id }) => answers[id] !== undefined).length;
  return answered === 0
    ? 'You had begun; it goes on where you left.'
    : `You had answered ${answered} of ${formatCount(questions.length, 'question')}; it goes on where you left.`;
}
