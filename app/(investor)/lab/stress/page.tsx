import type { Metadata } from 'next';
import { HypotheticalDisclosure } from '@/components/lab/hypothetical-disclosure';
import { StressPageLab } from '@/components/lab/stress/stress-page-lab';
import { computedStress, LEVEL_WORDS, stressAnswer, unavailableStress } from '@/components/lab/stress-reading';
import { Page, PageHeader, Section } from '@/components/layout/page';
import { Badge, SimulatedBadge } from '@/components/ui/badge';
import { ButtonLink } from '@/components/ui/button';
import { DefinitionList } from '@/components/ui/definition-list';
import { SourceNote } from '@/components/ui/source-note';
import { EmptyState } from '@/components/ui/states';
import { loadForPage } from '@/lib/server/http/in/page';
import { getStressInputs } from '@/lib/server/services/lab/get-stress-inputs';
import type { StressLabView } from '@/lib/shared/contracts/stress-lab';
import { formatCount } from '@/lib/shared/format/quantity';
import { ROUTES } from '@/lib/shared/routes';
import { changeScenarioAction, deleteScenarioAction, saveScenarioAction } from './actions';

export const metadata: Metadata = { title: 'Stress test' };

export default async function StressPage() {
  const view = await loadForPage(getStressInputs, {}, ROUTES.labStress);
  if (view.status === 'ready') return <StressReport view={view} />;
  return (
    <Page>
      <PageHeader eyebrow="Lab · Stress test" answer="There is no plan yet to put through bad times." />
      <EmptyState
        title={
          view.status === 'none'
            ? 'Your plan’s loss in past crises and in shocks will stand here, in your own money.'
            : view.reason
        }
        action={<ButtonLink href={ROUTES.plan}>Go to your plan</ButtonLink>}
      />
    </Page>
  );
}

function StressReport({ view }: { readonly view: Extract<StressLabView, { status: 'ready' }> }) {
  const { lab, source: prices } = view;
  const { instruments, asOf, level } = lab.market;
  const missing = unavailableStress(lab.studies);
  const source = <SourceNote source={prices.label} asOf={asOf} extra="hypothetical" />;
  return (
    <Page>
      <PageHeader
        eyebrow="Lab · Stress test"
        answer={stressAnswer(computedStress(lab.studies))}
        lead={
          <span className="flex flex-wrap items-center gap-2">
            <Badge tone="attention">Hypothetical</Badge>
            {prices.isSimulated && <SimulatedBadge />}
            <span>{LEVEL_WORDS[level]} plan, as it would be held today</span>
          </span>
        }
        source={source}
      />
      <StressPageLab
        lab={lab}
        saved={view.saved}
        actions={{ save: saveScenarioAction, change: changeScenarioAction, remove: deleteScenarioAction }}
        source={source}
        disclosure={
          <HypotheticalDisclosure
            method="Past windows apply the price changes of those days to today’s weights, held without trading; what had no price then is estimated from the asset classes that had. Shocks move one thing by the size named and let the rest follow as it usually does."
            universe={`${formatCount(instruments.length, 'instrument')}: ${instruments.map(({ symbol }) => symbol).join(', ')}.`}
          />
        }
      />
      {missing.length > 0 && (
        <Section title="Not worked out, and why" isDense>
          <DefinitionList items={missing.map(({ id, name, reason }) => ({ id, term: name, value: reason }))} />
        </Section>
      )}
    </Page>
  );
}
