import type { ReactNode } from 'react';
import { PageHeader } from '@/components/layout/page';
import { Badge, SimulatedBadge } from '@/components/ui/badge';
import { CopyAddress } from '@/components/ui/copy-address';
import { DateText } from '@/components/ui/figures';
import { SourceNote } from '@/components/ui/source-note';
import type { ComparisonView } from '@/lib/shared/contracts/comparison';
import { formatCount } from '@/lib/shared/format/quantity';
import { ROUTES } from '@/lib/shared/routes';
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
    <PageHeader
      breadcrumb={CRUMBS}
      answer={comparisonAnswer(result)}
      lead={
        <span className="flex flex-wrap items-center gap-2">
          <Badge tone="attention">Hypothetical</Badge>
          {result.source.isSimulated && <SimulatedBadge />}
          <span>
            <DateText day={result.firstDay} /> to <DateText day={result.lastDay} />,{' '}
            {formatCount(result.dayCount, 'market day')}
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
