import { TextLink } from '@/components/ui/text-link';
import type { OnboardingView } from '@/lib/shared/contracts/profile';
import { formatCount } from '@/lib/shared/format/quantity';
import { ONBOARDING_MESSAGES } from '@/lib/shared/messages/en/onboarding';
import { ROUTES } from '@/lib/shared/routes';
import { answerText, questionTexts } from './question-texts';
import { questionPath } from './start-steps';

interface Line {
  readonly id: string;
  readonly title: string;
  readonly text: string | undefined;
  readonly href: string;
}

function linesOf({ aim, universe, market, questions, answers }: OnboardingView): Line[] {
  const leftOut = universe?.excluded.length ?? 0;
  return [
    {
      id: 'aim',
      title: 'Aim',
      text: aim === null ? undefined : ONBOARDING_MESSAGES.aims[aim.kind].title,
      href: ROUTES.startAim,
    },
    {
      id: 'universe',
      title: 'What the plan may use',
      text:
        universe === null
          ? undefined
          : `${formatCount(universe.symbols.length, 'instrument')} from ${market.label}${leftOut === 0 ? '' : `, ${leftOut} left out`}`,
      href: ROUTES.startUniverse,
    },
    ...questions.map((question) => ({
      id: question.id,
      title: questionTexts(question.id).title,
      text: answerText(question, answers) ?? (question.isRequired ? undefined : 'Nothing'),
      href: questionPath(question.id, true),
    })),
  ];
}

/** Everything that was said, each with a way to change it. */
export function AnswersList({ view }: { readonly view: OnboardingView }) {
  return (
    <dl className="flex flex-col">
      {linesOf(view).map(({ id, title, text, href }) => (
        <div
          key={id}
          className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-1 border-t border-hairline py-3 text-small sm:grid-cols-[1.2fr_1fr_5rem]"
        >
          <dt className="text-muted">{title}</dt>
          <dd className={`col-start-1 sm:col-start-2 ${text === undefined ? 'text-warning' : ''}`}>
            {text ?? 'Not answered yet'}
          </dd>
          <dd className="col-start-2 row-span-2 row-start-1 self-center text-end sm:col-start-3 sm:row-span-1">
            <TextLink href={href}>
              {text === undefined ? 'Answer' : 'Change'}
              <span className="sr-only">: {title}</span>
            </TextLink>
          </dd>
        </div>
      ))}
    </dl>
  );
}
