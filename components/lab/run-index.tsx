import type { ReactNode } from 'react';
import { Page, PageHeader, Section } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button';
import { SourceNote } from '@/components/ui/source-note';
import { EmptyState } from '@/components/ui/states';
import type { PlanView } from '@/lib/shared/contracts/plan';
import { ROUTES } from '@/lib/shared/routes';

export interface RunIndexProps {
  readonly plan: PlanView;
  readonly eyebrow: string;
  readonly answer: string;
  readonly lead: ReactNode;
  /** Stands in place of the form while there is no plan. */
  readonly needsPlanText: string;
  readonly newTitle: string;
  readonly form: ReactNode;
  readonly savedTitle: string;
  readonly list: ReactNode;
}

/** The page of a kind of run: what it is good for, the form that starts one, and the saved ones. */
export function RunIndex(props: RunIndexProps) {
  const { plan, eyebrow, answer, lead, needsPlanText, newTitle, form, savedTitle, list } = props;
  const source = plan.recommendation?.answer.source;
  return (
    <Page>
      <PageHeader
        eyebrow={eyebrow}
        answer={answer}
        lead={lead}
        source={source === undefined ? undefined : <SourceNote source={source.label} asOf={source.lastDay} />}
      />
      {source === undefined ? (
        <EmptyState title={needsPlanText} action={<ButtonLink href={ROUTES.plan}>Go to your plan</ButtonLink>} />
      ) : (
        <Section title={newTitle}>{form}</Section>
      )}
      <Section title={savedTitle} isDense>
        {list}
      </Section>
    </Page>
  );
}
