import type { Metadata } from 'next';
import { acceptRecommendationAction, requestRecommendationAction } from '@/app/(investor)/plan/actions';
import { JobProgress } from '@/components/jobs/job-progress';
import { PlanActions } from '@/components/plan/plan-actions';
import { PlanNotices } from '@/components/plan/plan-notices';
import { PlanPage } from '@/components/plan/plan-page';
import { NoPlan, PlanFailed, PlanInTheMaking } from '@/components/plan/plan-states';
import { RefusedPlanPage } from '@/components/plan/refused-plan';
import { InstantText } from '@/components/ui/figures';
import { isoDayOfInstant } from '@/lib/base/iso-day';
import { loadForPage, pageContext } from '@/lib/server/http/in/page';
import { getPlan } from '@/lib/server/services/plan/get-plan';
import type { PlanView, RecommendationView } from '@/lib/shared/contracts/plan';
import { ROUTES } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Your plan' };

export default async function PlanRoute() {
  const view = await loadForPage(getPlan, {}, ROUTES.plan);
  if (view.recommendation !== null) {
    const today = isoDayOfInstant((await pageContext()).clock.now());
    return <ReadyPlan view={view} recommendation={view.recommendation} today={today} />;
  }
  if (view.jobId !== null) return <PlanInTheMaking jobId={view.jobId} remake={requestRecommendationAction} />;
  if (view.status === 'failed') return <PlanFailed failure={view.failure} remake={requestRecommendationAction} />;
  return <NoPlan hasProfile={view.profile !== null} remake={requestRecommendationAction} />;
}

interface ReadyPlanProps {
  readonly view: PlanView;
  readonly recommendation: RecommendationView;
  readonly today: string;
}

function ReadyPlan({ view, recommendation, today }: ReadyPlanProps) {
  const { profile, history, jobId, failure } = view;
  const plan = recommendation.answer.profiles.find((each) => each.profile === recommendation.level);
  const isAccepted = recommendation.acceptedAt !== null;
  const notices = (
    <>
      {jobId !== null && <JobProgress key={jobId} jobId={jobId} title="Making a newer plan" />}
      <PlanNotices
        failure={failure}
        isCashBetter={plan?.status === 'solved' && profile?.score.cashIsBetter === true}
        expiredOn={profile !== null && profile.validUntil < today ? profile.validUntil : null}
      />
    </>
  );
  if (plan?.status !== 'solved') {
    return plan === undefined ? (
      <PlanFailed
        failure="The kept plan does not hold your risk level. Make it again."
        remake={requestRecommendationAction}
      />
    ) : (
      <RefusedPlanPage
        recommendation={recommendation}
        refused={plan}
        profile={profile}
        history={history}
        notices={notices}
      />
    );
  }
  return (
    <PlanPage
      recommendation={recommendation}
      plan={plan}
      profile={profile}
      history={history}
      eyebrow={
        recommendation.acceptedAt === null ? (
          'Your plan, not accepted yet'
        ) : (
          <>
            Your plan, accepted on <InstantText instant={recommendation.acceptedAt} />
          </>
        )
      }
      notices={notices}
      actions={
        <PlanActions
          recommendationId={recommendation.id}
          isAccepted={isAccepted}
          isRemaking={jobId !== null}
          accept={acceptRecommendationAction}
          remake={requestRecommendationAction}
        />
      }
    />
  );
}
