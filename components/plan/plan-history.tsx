import { Section } from '@/components/layout/page';
import { DataTable } from '@/components/ui/data-table';
import { InstantText } from '@/components/ui/figures';
import { TextLink } from '@/components/ui/text-link';
import type { PlanView } from '@/lib/shared/contracts/plan';
import { PLAN_MESSAGES } from '@/lib/shared/messages/en/plan';
import { planPath } from '@/lib/shared/routes';

export interface PlanHistoryProps {
  readonly history: PlanView['history'];
  /** The one on this page. */
  readonly shownId: string;
}

/** Every plan that was made, as it was given. */
export function PlanHistory({ history, shownId }: PlanHistoryProps) {
  return (
    <Section id="history" title="Earlier plans" isDense>
      <DataTable
        caption="Plans, newest first"
        isCaptionHidden
        columns={[
          { id: 'made', header: 'Made' },
          { id: 'level', header: 'Level' },
          { id: 'accepted', header: 'Accepted' },
        ]}
        rows={history.map(({ id, createdAt, acceptedAt, level }) => ({
          id,
          cells: {
            made:
              id === shownId ? (
                <>
                  <InstantText instant={createdAt} /> <span className="text-muted">(this one)</span>
                </>
              ) : (
                <TextLink href={planPath(id)} variant="quiet">
                  <InstantText instant={createdAt} />
                </TextLink>
              ),
            level: PLAN_MESSAGES.levels[level].name,
            accepted: acceptedAt === null ? 'no' : <InstantText instant={acceptedAt} />,
          },
        }))}
      />
    </Section>
  );
}
