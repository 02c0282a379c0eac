import type { Metadata } from 'next';
import { HypotheticalDisclosure } from '@/components/lab/hypothetical-disclosure';
import { StressLab } from '@/components/lab/stress-lab';
import {
  computedStress,
  isSolved,
  LEVEL_WORDS,
  stressAnswer,
  unavailableStress,
} from '@/components/lab/stress-reading';
import { Page, PageHeader, Section } from '@/components/layout/page';
import { Badge, SimulatedBadge } from '@/components/ui/badge';
import { ButtonLink } from '@/components/ui/button';
import { DefinitionList } from '@/components/ui/definition-list';
import { SourceNote } from '@/components/ui/source-note';
import { EmptyState } from '@/components/ui/states';
import { loadForPage } from '@/lib/server/http/in/page';
import { getPlan } from '@/lib/server/services/plan/get-plan';
import type { RecommendationView } from '@/lib/shared/contracts/plan';
import { formatCount } from '@/lib/shared/format/quantity';
import { ROUTES } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Stress test' };

export default async function StressPage() {
  const { recommendation, profile } = await loadForPage(getPlan, {}, ROUTES.labStress);
  if (recommendation === null) {
    return (
      <Page>
        <PageHeader eyebrow="Lab · Stress test" answer="There is no plan yet to put through bad times." />
        <EmptyState
          title="Your plan’s loss in past crises and in shocks will stand here, in your own money."
          action={<ButtonLink href={ROUTES.plan}>Go to your plan</ButtonLink>}
        />
      </Page>
    );
  }
  return <StressReport recommendation={recommendation} amount={profile?.amount ?? recommendation.answer.money} />;
}

interface StressReportProps {
  readonly recommendation: RecommendationView;
  readonly amount: number;
}

function StressReport({ recommendation, amount }: StressReportProps) {
  const { answer, level } = recommendation;
  const levels = answer.profiles.map((plan) => ({
    profile: plan.profile,
    computed: isSolved(plan) ? computedStress(plan.stress) : [],
  }));
  const ownPlan = answer.profiles.find(({ profile }) => profile === level);
  const own = levels.find(({ profile }) => profile === level) ?? { profile: level, computed: [] };
  const missing = ownPlan !== undefined && isSolved(ownPlan) ? unavailableStress(ownPlan.stress) : [];
  const source = <SourceNote source={answer.source.label} asOf={answer.asOf} extra="hypothetical" />;
  return (
    <Page>
      <PageHeader
        eyebrow="Lab · Stress test"
        answer={stressAnswer(own.computed)}
        lead={
          <span className="flex flex-wrap items-center gap-2">
            <Badge tone="attention">Hypothetical</Badge>
            {answer.source.isSimulated && <SimulatedBadge />}
            <span>{LEVEL_WORDS[level]} plan, as it would be held today</span>
          </span>
        }
        source={source}
      />
      {own.computed.length > 0 && (
        <StressLab
          own={own}
          levels={levels}
          amount={amount}
          instruments={answer.instruments}
          source={source}
          disclosure={
            <HypotheticalDisclosure
              method="Past windows apply the price changes of those days to today’s weights, held without trading. Shocks move one thing by the size named and let the rest follow as it usually does."
              universe={`${formatCount(answer.instruments.length, 'instrument')}: ${answer.instruments.map(({ symbol }) => symbol).join(', ')}.`}
            />
          }
        />
      )}
      {missing.length > 0 && (
        <Section title="Not worked out, and why" isDense>
          <DefinitionList items={missing.map(({ id, name, reason }) => ({ id, term: name, value: reason }))} />
        </Section>
      )}
    </Page>
  );
}
