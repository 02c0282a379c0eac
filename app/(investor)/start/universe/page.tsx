import type { Metadata } from 'next';
import { priceExclusionsAction, saveDraftAction } from '@/app/(investor)/start/actions';
import { PriceSetChooser } from '@/components/onboarding/price-set-chooser';
import { StartFrame } from '@/components/onboarding/start-frame';
import { UniverseForm } from '@/components/onboarding/universe-form';
import { loadForPage } from '@/lib/server/http/in/page';
import { listPriceSets } from '@/lib/server/services/prices/list-price-sets';
import { getOnboarding } from '@/lib/server/services/profile/get-onboarding';
import { ROUTES } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'What to use' };

export interface UniversePageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function UniversePage({ searchParams }: UniversePageProps) {
  const { set } = await searchParams;
  const [saved, priceSets] = await Promise.all([
    loadForPage(getOnboarding, {}, ROUTES.startUniverse),
    loadForPage(listPriceSets, {}, ROUTES.startUniverse),
  ]);
  // The simulated market grows by a day each day: a choice made on an older one goes on with today's.
  const offered = priceSets.filter(({ spacing }) => spacing === 'daily');
  const isOffered = (id: unknown): boolean => offered.some((each) => each.id === id);
  const newest = isOffered(saved.market.priceSetId) ? undefined : offered.find(({ isShared }) => isShared)?.id;
  const wanted = typeof set === 'string' && isOffered(set) ? set : newest;
  const isSame = wanted === undefined || wanted === saved.market.priceSetId;
  const view = isSame ? saved : await loadForPage(getOnboarding, { priceSetId: wanted }, ROUTES.startUniverse);
  const isWhole = view.score !== null && view.aim !== null;
  const goesOnWithSaved = isSame || view.market.isSimulated === saved.market.isSimulated;
  return (
    <StartFrame
      progress={saved}
      current="universe"
      title="What may the plan use?"
      lead="Everything is on at first. What you leave out is left out of the plan, and the plan says what that costs."
    >
      <PriceSetChooser
        priceSets={offered}
        notOffered={priceSets.filter(({ id }) => !isOffered(id)).map(({ label }) => label)}
        chosenId={view.market.priceSetId}
      />
      <UniverseForm
        key={view.market.priceSetId}
        market={view.market}
        universe={goesOnWithSaved ? saved.universe : null}
        {...(view.score === null ? {} : { level: view.score.level })}
        saveDraft={saveDraftAction}
        priceExclusions={priceExclusionsAction}
        nextHref={isWhole ? ROUTES.startReview : ROUTES.startQuestions}
        nextLabel={isWhole ? 'Save and review' : 'Next'}
        backHref={ROUTES.startAim}
      />
    </StartFrame>
  );
}
