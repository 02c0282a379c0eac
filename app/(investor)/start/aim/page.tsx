import type { Metadata } from 'next';
import { saveDraftAction } from '@/app/(investor)/start/actions';
import { AimForm } from '@/components/onboarding/aim-form';
import { StartFrame } from '@/components/onboarding/start-frame';
import { loadForPage } from '@/lib/server/http/in/page';
import { getOnboarding } from '@/lib/server/services/profile/get-onboarding';
import { ROUTES } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Aim' };

export default async function AimPage() {
  const view = await loadForPage(getOnboarding, {}, ROUTES.startAim);
  const { amount } = view.answers;
  const isWhole = view.score !== null && view.universe !== null;
  return (
    <StartFrame
      progress={view}
      current="aim"
      title="What should the plan aim at?"
      lead="Each aim asks the optimiser a different question; the plan shows you which one. You can change it later."
    >
      <AimForm
        aim={view.aim}
        knownAmount={typeof amount === 'number' ? amount : undefined}
        saveDraft={saveDraftAction}
        nextHref={isWhole ? ROUTES.startReview : ROUTES.startUniverse}
        nextLabel={isWhole ? 'Save and review' : 'Next'}
      />
    </StartFrame>
  );
}
