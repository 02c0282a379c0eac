import type { ReactNode } from 'react';
import { PageHeader } from '@/components/layout/page';
import { Badge, SimulatedBadge } from '@/components/ui/badge';
import { CopyAddress } from '@/components/ui/copy-address';
import { DateText } from '@/components/ui/figures';
import { SourceNote } from '@/components/ui/source-note';
import type { SearchView } from '@/lib/shared/contracts/search';
import { ROUTES } from '@/lib/shared/routes';
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
    <PageHeader
      breadcrumb={CRUMBS}
      answer={searchAnswer(result)}
      lead={
        <span className="flex flex-wrap items-center gap-2">
          <Badge tone="attention">Hypothetical</Badge>
          {result.source.isSimulated && <SimulatedBadge />}
          <span>
            Chosen on <DateText day={result.train.firstDay} /> to <DateText day={result.train.lastDay} />, judged on{' '}
            <DateText day={result.holdout.firstDay} /> to <DateText day={result.holdout.lastDay} />
          </span>
        </span>
      }
      source={
        <SourceNote
          source={result.source.label}
          asOf={result.source.lastDay}
          method={{ label: 'Method', href: ROUTES.method }}
          extra={pricesNote}
        />
      }
      actions={<CopyAddress />}
    />
  );
}
