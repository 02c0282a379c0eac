import type { Metadata } from 'next';
import { PlanPage } from '@/components/plan/plan-page';
import { RefusedPlanPage } from '@/components/plan/refused-plan';
import { ButtonLink } from '@/components/ui/button';
import { InstantText } from '@/components/ui/figures';
import { loadForPage } from '@/lib/server/http/in/page';
import { getPlan } from '@/lib/server/services/plan/get-plan';
import { getRecommendation } from '@/lib/server/services/plan/get-recommendation';
import { planPath, ROUTES } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'An earlier plan' };

export interface EarlierPlanProps {
  readonly params: Promise<{ readonly id: string }>;
}

/** A plan as it was given, however old. */
export default async function EarlierPlan({ params }: EarlierPlanProps) {
  const { id } = await params;
  const recommendation = await loadForPage(getRecommendation, { recommendationId: id }, planPath(id));
  const { history } = await loadForPage(getPlan, {}, planPath(id));
  const plan = recommendation.answer.profiles.find(({ profile }) => profile === recommendation.level);
  if (plan === undefined) throw new Error('A stored plan lacks its own risk level.');
  const shared = { recommendation, profile: null, history };
  if (plan.status !== 'solved') return <RefusedPlanPage {...shared} refused={plan} />;
  return (
    <PlanPage
      {...shared}
      plan={plan}
      eyebrow={
        <>
          A plan made on <InstantText instant={recommendation.createdAt} />, as it was given
        </>
      }
      actions={
        <ButtonLink href={ROUTES.plan} variant="secondary">
          Go to the newest plan
        </ButtonLink>
      }
    />
  );
}
