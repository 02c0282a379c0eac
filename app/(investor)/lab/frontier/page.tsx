import type { Metadata } from 'next';
import { FrontierLab } from '@/components/lab/frontier/frontier-lab';
import { limitsFromQuery, placeFromQuery } from '@/components/lab/frontier/limit-state';
import { HypotheticalDisclosure } from '@/components/lab/hypothetical-disclosure';
import { LEVEL_WORDS } from '@/components/lab/stress-reading';
import { Page, PageHeader } from '@/components/layout/page';
import { Badge, SimulatedBadge } from '@/components/ui/badge';
import { ButtonLink } from '@/components/ui/button';
import { SourceNote } from '@/components/ui/source-note';
import { EmptyState, Notice } from '@/components/ui/states';
import { Term } from '@/components/ui/tooltip';
import { loadForPage } from '@/lib/server/http/in/page';
import { getFrontierInputs } from '@/lib/server/services/lab/get-frontier-inputs';
import type { LabInputs } from '@/lib/shared/contracts/frontier-lab';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';
import { ROUTES } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Frontier' };

type Query = Record<string, string | string[] | undefined>;

export default async function FrontierPage({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const view = await loadForPage(getFrontierInputs, {}, ROUTES.labFrontier);
  if (view.status === 'unavailable') {
    return (
      <Page>
        <PageHeader eyebrow="Lab · Frontier" answer="There is nothing yet to draw a frontier from." />
        <EmptyState title={view.reason} action={<ButtonLink href={ROUTES.plan}>Go to your plan</ButtonLink>}>
          The best mixes that your limits allow will stand here, with your plan among them.
        </EmptyState>
      </Page>
    );
  }
  return <FrontierReport inputs={view.inputs} query={await searchParams} />;
}

function FrontierReport({ inputs, query }: { readonly inputs: LabInputs; readonly query: Query }) {
  const { instruments, moments, leftOut, level, planId, holdings, asOf } = inputs;
  const source = <SourceNote source={inputs.source.label} asOf={asOf} extra="hypothetical" />;
  const symbols = instruments.map(({ symbol }) => symbol);
  return (
    <Page>
      <PageHeader
        eyebrow="Lab · Frontier"
        answer="Walk along the best mixes there are, and see what each of your limits costs."
        lead={
          <span className="flex flex-col gap-3">
            <span>
              Each point of the <Term id="efficient-frontier">frontier</Term> is the calmest mix for its expected return
              within the limits. Nothing here changes your plan.
            </span>
            <span className="flex flex-wrap items-center gap-2">
              <Badge tone="attention">Hypothetical</Badge>
              {inputs.source.isSimulated && <SimulatedBadge />}
              <span>
                {planId === null
                  ? `${LEVEL_WORDS[level]} limits, before you have a plan`
                  : `${LEVEL_WORDS[level]} plan`}
              </span>
            </span>
          </span>
        }
        source={source}
      />
      <FrontierLab
        inputs={inputs}
        firstLimits={limitsFromQuery(inputs.limits, symbols, query)}
        firstPlace={placeFromQuery(query)}
        source={source}
        disclosure={
          <HypotheticalDisclosure
            method={`Volatilities and correlations come from ${formatCount(moments.observations, 'daily return')}; expected returns are those at which a stated mix of the markets would be worth holding. Your browser then solves for the best weights.`}
            universe={`${formatCount(instruments.length, 'instrument')}: ${symbols.join(', ')}.`}
          />
        }
      />
      {leftOut.length > 0 && <Notice title="Left out for want of a full history">{`${leftOut.join(', ')}.`}</Notice>}
      {holdings !== null && holdings.elsewhere > 0 && (
        <Notice title={`${formatPercent(holdings.elsewhere)} of ${holdings.accountName} is in other instruments`}>
          They have no estimate here. What you hold stands on the chart only while they are next to nothing.
        </Notice>
      )}
    </Page>
  );
}
