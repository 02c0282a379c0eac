import type { Metadata } from 'next';
import { ImportDecision } from '@/components/data/import-decision';
import { ImportHeader } from '@/components/data/import-header';
import { ProblemTable } from '@/components/data/problem-table';
import { Page, Section } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/states';
import { loadForPage } from '@/lib/server/http/in/page';
import { getImport } from '@/lib/server/services/prices/get-import';
import { notDailySentence } from '@/lib/shared/messages/en/row-spacing';
import { formatCount } from '@/lib/shared/format/quantity';
import { importPath, priceSetPath, ROUTES } from '@/lib/shared/routes';
import { decideImportAction } from '../actions';

export const metadata: Metadata = { title: 'Import' };

export default async function ImportReportPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  const view = await loadForPage(getImport, { importId: id }, importPath(id));
  const { spacing = 'daily' } = view.report;
  return (
    <Page>
      <ImportHeader view={view} />
      {spacing !== 'daily' && (
        <Notice tone="warning" title="Not for plans">
          {notDailySentence(spacing)}
        </Notice>
      )}
      {view.status === 'read' && <ImportDecision view={view} action={decideImportAction} />}
      {view.status === 'kept' && view.priceSetId !== null && (
        <ButtonLink href={priceSetPath(view.priceSetId)} className="self-start">
          See the prices
        </ButtonLink>
      )}
      {(view.status === 'unreadable' || view.status === 'dropped') && (
        <ButtonLink href={ROUTES.dataImport} className="self-start">
          Try another file
        </ButtonLink>
      )}
      <Section
        title={view.report.problemCount === 0 ? 'What was found' : formatCount(view.report.problemCount, 'finding')}
        isDense
      >
        <ProblemTable report={view.report} />
      </Section>
    </Page>
  );
}
