import type { Metadata } from 'next';
import { ageWords } from '@/components/data/price-words';
import { PriceSetList } from '@/components/data/price-set-list';
import { Page, PageHeader, Section } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button';
import { Details } from '@/components/ui/disclosure';
import { TextLink } from '@/components/ui/text-link';
import { loadForPage } from '@/lib/server/http/in/page';
import { listPriceSets } from '@/lib/server/services/prices/list-price-sets';
import type { PriceSetView } from '@/lib/shared/contracts/price-set';
import { formatCount } from '@/lib/shared/format/quantity';
import { ROUTES } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Data' };

export default async function DataPage() {
  const sets = await loadForPage(listPriceSets, {}, ROUTES.data);
  return (
    <Page>
      <PageHeader
        eyebrow="Data"
        answer={dataAnswer(sets)}
        lead="Every plan, test and order names the prices it was made from; a set never changes once it is kept."
        actions={<ButtonLink href={ROUTES.dataImport}>Add prices</ButtonLink>}
      />
      <Section title="Price sets" isDense>
        <PriceSetList sets={sets} />
      </Section>
      <Section title="How prices are used" isDense>
        <div>
          <Details summary="What “simulated” means">
            <p>
              The simulated market is made by a seeded model with the long-run returns, swings and crises of each asset
              class. The same day always has the same price. No real price is in it, so nothing earned there says
              anything about real returns.
            </p>
          </Details>
          <Details summary="Making a plan from your own prices">
            <p>
              Add them here, then <TextLink href={ROUTES.startUniverse}>choose them as your market</TextLink> and make
              the plan anew. A paper account trades at the prices its plan was made from.
            </p>
          </Details>
        </div>
      </Section>
    </Page>
  );
}

function dataAnswer(sets: readonly PriceSetView[]): string {
  const own = sets.filter(({ isShared }) => !isShared).length;
  const shared = sets.find(({ isShared }) => isShared);
  const ownWords = own === 0 ? 'no prices of your own yet' : `${formatCount(own, 'price set')} of your own`;
  return shared === undefined
    ? `You have ${ownWords}.`
    : `You have the simulated market, last price ${ageWords(shared.ageDays)}, and ${ownWords}.`;
}
