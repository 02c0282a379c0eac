import {
  CallToAction,
  ChainOfSteps,
  FactList,
  LandingHero,
  LandingSection,
  SampleReasons,
} from '@/components/public/landing';
import { TextLink } from '@/components/ui/text-link';
import { ROUTES } from '@/lib/shared/routes';

export default function LandingPage() {
  return (
    <>
      <LandingHero />
      <LandingSection
        title="The whole chain, in one place"
        lead="From the first question to the last ledger line, with nothing left to a black box."
      >
        <ChainOfSteps />
      </LandingSection>
      <LandingSection
        title="Reasons, not slogans"
        lead="Every figure has a range, a source and a date. Where a forecast has no skill, the page says so."
      >
        <SampleReasons />
      </LandingSection>
      <LandingSection title="Who it is for">
        <div className="grid gap-10 sm:grid-cols-2">
          <FactList
            title="Made for"
            items={[
              'People who invest for years and want to know why they hold what they hold.',
              'People who would rather read one page of reasons than trust a score.',
              'People who want their data and their plan on their own machine.',
            ]}
          />
          <FactList
            title="Not made for"
            items={[
              'Day trading, or money you will need within months.',
              'Anyone looking for a promise of gains. There is none here.',
              'Replacing an adviser where law, tax or family matters need one.',
            ]}
          />
        </div>
      </LandingSection>
      <LandingSection title="What it costs">
        <div className="flex max-w-prose flex-col gap-4">
          <p className="text-lead">
            Nothing. There is no fee on your money, no commission from funds and no paid ranking.
          </p>
          <p className="text-muted">
            Ballast is free software under the Apache 2.0 licence that you run yourself. Funds and brokers charge their
            own costs; orders show an estimate of them before you confirm.
          </p>
        </div>
      </LandingSection>
      <LandingSection title="The risks, plainly">
        <div className="flex flex-col gap-6">
          <FactList
            title="Before you start"
            items={[
              'You can lose money. A plan with stocks in it can fall by a third or more and stay down for years.',
              'An algorithm makes the plan from what you answered. It knows nothing else about you.',
              'Tests on past prices are hypothetical. They show how a rule would have behaved, not what it will earn.',
              'The built-in market is simulated. It behaves like markets do, and it is not one.',
            ]}
          />
          <p className="text-small text-muted">
            All of this, in full and before anything else: <TextLink href={ROUTES.disclosures}>disclosures</TextLink>.
          </p>
        </div>
      </LandingSection>
      <LandingSection
        title="Paper first"
        lead="Start with play money on the built-in exchange. Watch it through a few rebalances. Decide later."
      >
        <div className="flex items-start">
          <CallToAction />
        </div>
      </LandingSection>
    </>
  );
}
