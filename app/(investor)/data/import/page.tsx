import type { Metadata } from 'next';
import { PullProgress } from '@/components/data/pull-progress';
import { UploadForm } from '@/components/data/upload-form';
import { YahooForm } from '@/components/data/yahoo-form';
import { Page, PageHeader, Section } from '@/components/layout/page';
import { loadForPage } from '@/lib/server/http/in/page';
import { listJobs } from '@/lib/server/services/job/list-jobs';
import { ROUTES } from '@/lib/shared/routes';
import { parameter, type SearchParams } from '../../portfolio/chosen-account';
import { pullYahooAction } from './actions';

export const metadata: Metadata = { title: 'Add prices' };

export default async function ImportPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const active = await loadForPage(listJobs, { only: 'active' }, ROUTES.dataImport);
  const running = active.find(({ kind }) => kind === 'pull-yahoo')?.id;
  const jobId = running ?? parameter(await searchParams, 'job');
  return (
    <Page>
      <PageHeader
        breadcrumb={[{ label: 'Data', href: ROUTES.data }, { label: 'Add prices' }]}
        answer="Bring your own prices from a file, or fetch them from Yahoo Finance."
        lead="You see what was found before anything is kept, and nothing you have is overwritten."
      />
      <Section title="From a file" isDense>
        <UploadForm />
      </Section>
      <Section title="From Yahoo Finance" isDense>
        {jobId === undefined ? <YahooForm action={pullYahooAction} /> : <PullProgress key={jobId} jobId={jobId} />}
      </Section>
    </Page>
  );
}
