import type { ReactNode } from 'react';
import { Page } from '@/components/layout/page';
import type { PlanView, RecommendationView } from '@/lib/shared/contracts/plan';
import type { SolvedPlan } from '@/lib/shared/contracts/recommend';
import { PlanAlternatives } from './plan-alternatives';
import { PlanCertainty } from './plan-certainty';
import { PlanDownloads } from './plan-downloads';
import { PlanEvidence } from './plan-evidence';
import { PlanHeader } from './plan-header';
import { PlanHistory } from './plan-history';
import { PlanHoldings } from './plan-holdings';
import { PlanProof } from './plan-proof';
import { PlanReasons } from './plan-reasons';
import { PlanStress } from './plan-stress';

export interface PlanPageProps {
  readonly recommendation: RecommendationView;
  readonly plan: SolvedPlan;
  readonly profile: PlanView['profile'];
  readonly history: PlanView['history'];
  readonly eyebrow: ReactNode;
  readonly actions?: ReactNode | undefined;
  /** Above everything: progress of a newer plan, a failure, a warning. */
  readonly notices?: ReactNode | undefined;
}

const PARTS = [
  { id: 'holdings', label: 'Holdings' },
  { id: 'certainty', label: 'Certainty' },
  { id: 'reasons', label: 'Reasons' },
  { id: 'alternatives', label: 'Alternatives' },
  { id: 'evidence', label: 'Past prices' },
  { id: 'stress', label: 'Bad times' },
  { id: 'proof', label: 'Proof' },
] as const;

/** The whole of a plan: answer first, then evidence, then the means to check it. */
export function PlanPage({ recommendation, plan, profile, history, eyebrow, actions, notices }: PlanPageProps) {
  const { answer, id } = recommendation;
  return (
    <Page>
      {notices}
      <div className="flex flex-col gap-8">
        <PlanHeader recommendation={recommendation} plan={plan} profile={profile} eyebrow={eyebrow} actions={actions} />
        <PartLinks />
      </div>
      <PlanHoldings answer={answer} plan={plan} />
      <PlanCertainty answer={answer} plan={plan} />
      <PlanReasons answer={answer} plan={plan} />
      <PlanAlternatives answer={answer} plan={plan} />
      <PlanEvidence answer={answer} plan={plan} />
      <PlanStress answer={answer} plan={plan} />
      <PlanProof recommendation={recommendation} plan={plan} />
      <PlanDownloads recommendationId={id} />
      <PlanHistory history={history} shownId={id} />
    </Page>
  );
}

function PartLinks() {
  return (
    <nav aria-label="On this page" data-print="hidden" className="border-b border-hairline">
      <ul className="-mx-4 flex gap-6 overflow-x-auto px-4 sm:mx-0 sm:flex-wrap sm:px-0">
        {PARTS.map(({ id, label }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="inline-flex h-11 items-center text-small whitespace-nowrap text-muted hover:text-ink hover:underline"
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
