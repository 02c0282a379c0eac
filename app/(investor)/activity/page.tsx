import type { Metadata } from 'next';
import { ActivityFilters } from '@/components/activity/activity-filters';
import { ACTIVITY_GROUPS, isActivityGroup } from '@/components/activity/activity-groups';
import { ActivityTimeline } from '@/components/activity/activity-timeline';
import { CheckRecord } from '@/components/activity/check-record';
import { Page, PageHeader, Section } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button';
import { DownloadLink } from '@/components/ui/download-link';
import { EmptyState } from '@/components/ui/states';
import { Term } from '@/components/ui/tooltip';
import { loadForPage } from '@/lib/server/http/in/page';
import { listActivity } from '@/lib/server/services/audit/list-activity';
import { DOWNLOADS, ROUTES } from '@/lib/shared/routes';
import { parameter, type SearchParams } from '../portfolio/chosen-account';
import { verifyActivityAction } from './actions';

export const metadata: Metadata = { title: 'Activity' };

export default async function ActivityPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const params = await searchParams;
  const shown = parameter(params, 'show');
  const group = isActivityGroup(shown) ? shown : undefined;
  const cursor = parameter(params, 'before');
  const page = await loadForPage(
    listActivity,
    {
      ...(group === undefined ? {} : { kinds: [...ACTIVITY_GROUPS[group].kinds] }),
      ...(cursor === undefined ? {} : { cursor }),
    },
    ROUTES.activity,
  );
  const address = (before: string): string =>
    `${ROUTES.activity}?${new URLSearchParams({ ...(group === undefined ? {} : { show: group }), before }).toString()}`;
  return (
    <Page>
      <PageHeader
        eyebrow="Activity"
        answer="Everything you and Ballast did here, in order, and nothing can be taken out unseen."
        lead={
          <>
            Each entry carries a{' '}
            <Term definition="A short code computed from the entry and from the one before it. Change or remove one, and every later code stops fitting.">
              fingerprint
            </Term>{' '}
            that seals it together with all entries before. Times are UTC.
          </>
        }
        actions={<CheckRecord action={verifyActivityAction} />}
      />
      <Section title="The record" actions={<DownloadLink href={DOWNLOADS.activity('csv')}>CSV</DownloadLink>} isDense>
        <ActivityFilters current={group} />
        {page.events.length === 0 ? (
          <EmptyState
            title={
              group === undefined
                ? 'Nothing yet. Plans, payments, orders and sign-ins will be listed here.'
                : 'Nothing of this kind yet.'
            }
          />
        ) : (
          <ActivityTimeline events={page.events} />
        )}
        <div className="flex flex-wrap gap-3">
          {cursor !== undefined && (
            <ButtonLink
              href={group === undefined ? ROUTES.activity : `${ROUTES.activity}?show=${group}`}
              variant="secondary"
            >
              Newest
            </ButtonLink>
          )}
          {page.nextCursor !== null && (
            <ButtonLink href={address(page.nextCursor)} variant="secondary">
              Earlier
            </ButtonLink>
          )}
        </div>
      </Section>
    </Page>
  );
}
