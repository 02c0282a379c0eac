import { JobProgress } from '@/components/jobs/job-progress';
import { Page, PageHeader } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button';
import type { Outcome } from '@/lib/base/outcome';
import { ROUTES } from '@/lib/shared/routes';
import { RemakeButton } from './plan-actions';

type Remake = (input: unknown) => Promise<Outcome<unknown>>;

/** Before the first plan. */
export function NoPlan({ hasProfile, remake }: { readonly hasProfile: boolean; readonly remake: Remake }) {
  return hasProfile ? (
    <PageHeader
      eyebrow="Your plan"
      answer="Your answers are kept, and the plan has not been made yet."
      lead={<p>It takes a few seconds. You can stop it at any time.</p>}
      actions={<RemakeButton remake={remake} label="Make my plan" />}
    />
  ) : (
    <PageHeader
      eyebrow="Your plan"
      answer="Here your plan will stand, with its reasons and its evidence."
      lead={
        <p>
          It follows from an aim, from what may be used, and from thirteen short questions: about five minutes. You can
          leave at any step and go on later.
        </p>
      }
      actions={<ButtonLink href={ROUTES.start}>Make a plan</ButtonLink>}
    />
  );
}

/** While the first plan is being made. */
export function PlanInTheMaking({ jobId, remake }: { readonly jobId: string; readonly remake: Remake }) {
  return (
    <Page>
      <PageHeader
        eyebrow="Your plan"
        answer="Your plan is being made."
        lead={
          <p>
            Prices are read, risk is measured, the mix is found and proved, then tested on the past and under stress.
          </p>
        }
      />
      <JobProgress
        key={jobId}
        jobId={jobId}
        title="Making your plan"
        retry={<RemakeButton remake={remake} label="Make it again" />}
      />
    </Page>
  );
}

/** The job ended without a plan, and there is none from before. */
export function PlanFailed({ failure, remake }: { readonly failure: string | null; readonly remake: Remake }) {
  return (
    <Page>
      <PageHeader
        eyebrow="Your plan"
        answer="Your plan could not be made."
        lead={
          <p role="alert">
            {failure ?? 'Something went wrong on our side.'} Your answers are kept; try again, or change what the plan
            may use.
          </p>
        }
        actions={
          <>
            <RemakeButton remake={remake} label="Try again" />
            <ButtonLink href={ROUTES.startReview} variant="secondary">
              Look at my answers
            </ButtonLink>
          </>
        }
      />
    </Page>
  );
}
