'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { JobProgress } from '@/components/jobs/job-progress';
import { ButtonLink } from '@/components/ui/button';
import type { JobView } from '@/lib/shared/contracts/job';
import { priceSetPath, ROUTES } from '@/lib/shared/routes';

/** Leads to the new price set when it is there. */
export function PullProgress({ jobId }: { readonly jobId: string }) {
  const router = useRouter();
  const follow = useCallback(
    ({ subject }: JobView) => router.push(subject?.kind === 'price-set' ? priceSetPath(subject.id) : ROUTES.data),
    [router],
  );
  return (
    <JobProgress
      jobId={jobId}
      title="Fetching prices from Yahoo Finance"
      onDone={follow}
      retry={
        <ButtonLink href={ROUTES.dataImport} variant="secondary" size="small">
          Try again
        </ButtonLink>
      }
    />
  );
}
