import type { ReactNode } from 'react';
import { PageHeader } from '@/components/layout/page';
import { DateText } from '@/components/ui/figures';
import type { SearchView } from '@/lib/shared/contracts/search';
import { ROUTES } from '@/lib/shared/routes';
import { RunHeader } from '../run-header';
import { searchAnswer } from './search-reading';

const CRUMBS = [{ label: 'Search', href: ROUTES.labSearch }, { label: 'Result' }];

const WAITING: Readonly<Record<SearchView['status'], string>> = {
  queued: 'Your search waits for its turn.',
  running: 'Your search is going on, one combination after the other.',
  done: 'Your search is done.',
  failed: 'This search could not be finished.',
  cancelled: 'You stopped this search.',
};

export interface SearchHeaderProps {
  readonly view: SearchView;
  readonly pricesNote?: ReactNode | undefined;
}

export function SearchHeader({ view: { status, result }, pricesNote }: SearchHeaderProps) {
  if (result === null) return <PageHeader breadcrumb={CRUMBS} answer={WAITING[status]} />;
  return (
    <RunHeader
      breadcrumb={CRUMBS}
      answer={searchAnswer(result)}
      window={
        <>
          Chosen on <DateText day={result.train.firstDay} /> to <DateText day={result.train.lastDay} />, judged on{' '}
          <DateText day={result.holdout.firstDay} /> to <DateText day={result.holdout.lastDay} />
        </>
      }
      source={result.source}
      pricesNote={pricesNote}
    />
  );
}
