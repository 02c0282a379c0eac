import type { ReactNode } from 'react';
import { PageHeader } from '@/components/layout/page';
import { Badge, SimulatedBadge } from '@/components/ui/badge';
import type { BreadcrumbItem } from '@/components/ui/breadcrumb';
import { CopyAddress } from '@/components/ui/copy-address';
import { SourceNote } from '@/components/ui/source-note';
import type { PriceSourceInfo } from '@/lib/shared/contracts/common';
import { ROUTES } from '@/lib/shared/routes';

export interface RunHeaderProps {
  readonly breadcrumb: readonly BreadcrumbItem[];
  readonly answer: string;
  /** The days it was worked out on. */
  readonly window: ReactNode;
  readonly source: PriceSourceInfo;
  readonly figures?: ReactNode | undefined;
  /** Leads to the exact prices. */
  readonly pricesNote?: ReactNode | undefined;
}

/** The opening of a finished run: always marked as hypothetical, always with where its prices come from. */
export function RunHeader({ breadcrumb, answer, window, source, figures, pricesNote }: RunHeaderProps) {
  return (
    <PageHeader
      breadcrumb={breadcrumb}
      answer={answer}
      lead={
        <span className="flex flex-wrap items-center gap-2">
          <Badge tone="attention">Hypothetical</Badge>
          {source.isSimulated && <SimulatedBadge />}
          <span>{window}</span>
        </span>
      }
      figures={figures}
      source={
        <SourceNote
          source={source.label}
          asOf={source.lastDay}
          method={{ label: 'Method', href: ROUTES.method }}
          extra={pricesNote}
        />
      }
      actions={<CopyAddress />}
    />
  );
}
