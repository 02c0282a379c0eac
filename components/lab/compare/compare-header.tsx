import type { ReactNode } from 'react';
import { PageHeader } from '@/components/layout/page';
import type { ComparisonView } from '@/lib/shared/contracts/comparison';
import { ROUTES } from '@/lib/shared/routes';
import { RunHeader } from '../run-header';
import { RunWindow } from '../run-window';
import { comparisonAnswer } from './compare-reading';

const CRUMBS = [{ label: 'Compare', href: ROUTES.labCompare }, { label: 'Result' }];

const WAITING: Readonly<Record<ComparisonView['status'], string>> = {
  queued: 'Your comparison waits for its turn.',
  running: 'Your comparison is being worked out, one rule after the other.',
  done: 'Your comparison is done.',
  failed: 'This comparison could not be finished.',
  cancelled: 'You stopped this comparison.',
};

export interface CompareHeaderProps {
  readonly view: ComparisonView;
  readonly pricesNote?: ReactNode | undefined;
}

export function CompareHeader({ view: { status, result }, pricesNote }: CompareHeaderProps) {
  if (result === null) return <PageHeader breadcrumb={CRUMBS} answer={WAITING[status]} />;
  return (
    <RunHeader
      breadcrumb={CRUMBS}
      answer={comparisonAnswer(result)}
      window={<RunWindow firstDay={result.firstDay} lastDay={result.lastDay} dayCount={result.dayCount} />}
      source={result.source}
      pricesNote={pricesNote}
    />
  );
}
