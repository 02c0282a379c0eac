import type { ReactNode } from 'react';
import { ButtonLink } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import { ROUTES } from '@/lib/shared/routes';
import { IllustrativeMixes } from './illustrative-mixes';

export function LandingHero() {
  return (
    <section className="grid gap-x-20 gap-y-16 pt-16 pb-20 lg:grid-cols-[7fr_5fr] lg:pt-24 lg:pb-28">
      <div className="flex flex-col items-start gap-8">
        <h1 className="font-serif text-display">An investment plan you can check, line by line.</h1>
        <p className="max-w-[34rem] text-lead text-muted">
          Ballast asks what the money is for, works out a split across stocks, bonds, commodities, currencies and
          crypto, and shows its reasons. You test the plan before you agree to it, in your own money.
        </p>
        <CallToAction />
        <p className="text-small text-muted">
          The demo needs no sign-up: simulated prices, play money, your own sandbox.
        </p>
      </div>
      <div className="lg:pt-3">
        <IllustrativeMixes />
      </div>
    </section>
  );
}

export function CallToAction() {
  return (
    <div className="flex flex-wrap gap-3">
      <ButtonLink href={ROUTES.demo}>Open the live demo</ButtonLink>
      <ButtonLink href={ROUTES.signUp} variant="secondary">
        Create an account
      </ButtonLink>
    </div>
  );
}

interface LandingSectionProps {
  readonly title: string;
  readonly lead?: ReactNode | undefined;
  readonly children: ReactNode;
}

/** Title in the left third, content on the right: the page reads like a letter with margins. */
export function LandingSection({ title, lead, children }: LandingSectionProps) {
  return (
    <section className="grid gap-x-16 gap-y-8 border-t border-outline py-16 lg:grid-cols-[1fr_2fr]">
      <div className="flex flex-col gap-3">
        <h2 className="font-serif text-title">{title}</h2>
        {lead !== undefined && <p className="max-w-[26rem] text-muted">{lead}</p>}
      </div>
      {children}
    </section>
  );
}

const STEPS = [
  {
    title: 'You say what it is for',
    text: 'The most at your level of risk, the least risk, a target return, keeping your capital, or an amount by a date.',
  },
  {
    title: 'You answer a dozen questions',
    text: 'How much loss you are willing to bear and how much you can afford are scored apart. The more cautious of the two rules, and contradictions are pointed out.',
  },
  {
    title: 'You get a plan with reasons',
    text: 'Each weight comes with its role, the limits that bind and what they cost. A stored proof bounds how much better any other mix within your limits could be.',
  },
  {
    title: 'You test it',
    text: 'Replay it over past prices with costs, beside equal weight, 60/40 and keeping what you have. See what 2008, 2020 and 2022 would have cost you in money.',
  },
  {
    title: 'You look at every order',
    text: 'Quantity, estimated cost and reason, order by order. Nothing is sent until you confirm.',
  },
  {
    title: 'It keeps watching',
    text: 'When markets pull your holdings away from the plan, it says so and proposes the cheapest way back.',
  },
  {
    title: 'It keeps the record',
    text: 'Each recommendation can be run again from its stored inputs to the same numbers, and its record cannot be altered unseen.',
  },
] as const;

export function ChainOfSteps() {
  return (
    <ol className="flex flex-col">
      {STEPS.map(({ title, text }, index) => (
        <li
          key={title}
          className="grid grid-cols-[2.5rem_1fr] border-b border-hairline py-5 first:pt-1 last:border-b-0"
        >
          <span aria-hidden className="figures font-serif text-lead text-accent">
            {index + 1}
          </span>
          <div className="flex flex-col gap-1">
            <h3 className="font-strong">{title}</h3>
            <p className="max-w-[36rem] text-muted">{text}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}

interface FactListProps {
  readonly title: string;
  readonly items: readonly string[];
}

export function FactList({ title, items }: FactListProps) {
  return (
    <div className="flex flex-col gap-3">
      <h3 className="font-strong">{title}</h3>
      <ul className="flex flex-col border-t border-hairline">
        {items.map((item) => (
          <li key={item} className="border-b border-hairline py-3 text-muted">
            {item}
          </li>
        ))}
      </ul>
    </div>
  );
}

const REASONS = [
  {
    question: 'Why so much in medium-term bonds?',
    answer:
      'They fell least when stocks fell. Your limit of 25% on them binds: five points more room would lower the risk slightly and the expected return by 0.1 points.',
  },
  {
    question: 'Why any cash at all?',
    answer:
      'You said you may need three months of spending. Cash is set by that rule and not by the optimiser, and the page shows what it costs you in expected return.',
  },
  {
    question: 'What would change this plan?',
    answer:
      'A shorter horizon, a lower loss limit, or a rise in how much stocks swing. The plan names what it is most sensitive to.',
  },
] as const;

export function SampleReasons() {
  return (
    <figure className="flex flex-col gap-4">
      <dl className="flex flex-col">
        {REASONS.map(({ question, answer }) => (
          <div key={question} className="flex flex-col gap-2 border-b border-hairline py-5 first:pt-0">
            <dt className="font-serif text-lead">{question}</dt>
            <dd className="max-w-[36rem] text-muted">{answer}</dd>
          </div>
        ))}
      </dl>
      <figcaption className="text-small text-muted">
        Illustration of the kind of reasons a plan gives. In the app each sentence is built from the numbers of your own
        plan; how they come about is in the <TextLink href={ROUTES.method}>method</TextLink>.
      </figcaption>
    </figure>
  );
}
