import { JobProgress } from '@/components/jobs/job-progress';
import { ButtonLink } from '@/components/ui/button';
import { Notice } from '@/components/ui/states';
import type { JobStatus } from '@/lib/shared/contracts/job';

export interface UnfinishedRunProps {
  readonly view: { readonly status: JobStatus; readonly jobId: string; readonly failure: string | null };
  /** Above its progress. */
  readonly title: string;
  readonly againHref: string;
  readonly againLabel: string;
}

/** How far a run is, or why there is nothing to show of it. */
export function UnfinishedRun({ view: { status, jobId, failure }, title, againHref, againLabel }: UnfinishedRunProps) {
  const again = (
    <ButtonLink href={againHref} variant="secondary">
      {againLabel}
    </ButtonLink>
  );
  if (status === 'queued' || status === 'running') return <JobProgress jobId={jobId} title={title} retry={again} />;
  return (
    <Notice tone={status === 'failed' ? 'danger' : 'info'} action={again}>
      {failure ?? 'Nothing was kept of it.'}
    </Notice>
  );
}
