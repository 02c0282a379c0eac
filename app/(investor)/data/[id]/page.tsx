import type { Metadata } from 'next';
import { PriceSetReport } from '@/components/data/price-set-report';
import { ageWords, BASIS_WORDS, SOURCE_WORDS } from '@/components/data/price-words';
import { Page, PageHeader } from '@/components/layout/page';
import { SimulatedBadge } from '@/components/ui/badge';
import { ButtonLink } from '@/components/ui/button';
import { DateText, FigureRow, InstantText, StatFigure } from '@/components/ui/figures';
import { Notice } from '@/components/ui/states';
import { Term } from '@/components/ui/tooltip';
import { loadForPage } from '@/lib/server/http/in/page';
import { getPriceSet } from '@/lib/server/services/prices/get-price-set';
import { formatNumber } from '@/lib/shared/format/number';
import { formatCount } from '@/lib/shared/format/quantity';
import { formatDay } from '@/lib/shared/format/date';
import { notDailySentence } from '@/lib/shared/messages/en/row-spacing';
import { priceSetPath, ROUTES } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Prices' };

/** A plan spreads money; with one instrument there is nothing to spread. */
const INSTRUMENTS_MIN = 2;

export default async function PriceSetPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  const set = await loadForPage(getPriceSet, { priceSetId: id }, priceSetPath(id));
  const investableCount = set.instruments.filter(({ isInvestable }) => isInvestable).length;
  const canBePlanned = !set.isShared && set.spacing === 'daily' && investableCount >= INSTRUMENTS_MIN;
  return (
    <Page>
      <PageHeader
        breadcrumb={[{ label: 'Data', href: ROUTES.data }, { label: set.label }]}
        answer={`${formatCount(set.instruments.length, 'instrument')} with prices from ${formatDay(set.firstDay)} to ${formatDay(set.lastDay)}.`}
        lead={
          <span className="flex flex-wrap items-center gap-2">
            {set.source.isSimulated && <SimulatedBadge />}
            <span>
              {SOURCE_WORDS[set.source.kind]}
              {set.isShared ? ', shared by everyone here' : ', yours alone'}
            </span>
          </span>
        }
        figures={
          <FigureRow>
            <StatFigure
              label={set.spacing === 'daily' ? 'Days' : 'Rows'}
              value={formatNumber(set.dayCount, { decimals: 0 })}
            />
            <StatFigure label="Last price" value={ageWords(set.ageDays)} note={<DateText day={set.lastDay} />} />
            <StatFigure label="Form" value={<span className="text-body">{BASIS_WORDS[set.basis]}</span>} />
            <StatFigure
              label={
                <Term definition="A fingerprint of every price in the set. Plans and tests name it, so they can be checked later.">
                  Fingerprint
                </Term>
              }
              value={<span className="text-body">{set.contentHash.slice(0, 12)}</span>}
              note={
                <>
                  kept <InstantText instant={set.createdAt} className="whitespace-normal" />
                </>
              }
            />
          </FigureRow>
        }
        actions={
          canBePlanned ? (
            <ButtonLink href={`${ROUTES.startUniverse}?set=${set.id}`}>Make a plan from these prices</ButtonLink>
          ) : undefined
        }
      />
      {set.spacing !== 'daily' && (
        <Notice tone="warning" title="Not for plans">
          {notDailySentence(set.spacing)}
        </Notice>
      )}
      <PriceSetReport set={set} />
    </Page>
  );
}
