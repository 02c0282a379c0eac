import type { ReactNode } from 'react';
import { StatusBadge } from '@/components/ui/badge';
import { DataTable, type TableColumn } from '@/components/ui/data-table';
import { InstantText } from '@/components/ui/figures';
import { TextLink } from '@/components/ui/text-link';
import type { JobStatus } from '@/lib/shared/contracts/job';
import { windowWords } from './backtest-words';

interface ListedRun {
  readonly id: string;
  readonly createdAt: string;
  readonly status: JobStatus;
  readonly request: Parameters<typeof windowWords>[0];
}

export interface RunListProps<Run extends ListedRun> {
  readonly caption: string;
  readonly emptyText: string;
  readonly runs: readonly Run[];
  readonly pathOf: (id: string) => string;
  /** After when it was started and how far it is; one of them is `window`. */
  readonly columns: readonly TableColumn[];
  readonly cellsOf: (request: Run['request']) => Readonly<Record<string, ReactNode>>;
}

/** Saved runs; each keeps its prices and its settings, so it reads the same later. */
export function RunList<Run extends ListedRun>(props: RunListProps<Run>) {
  const { caption, emptyText, runs, pathOf, columns, cellsOf } = props;
  return (
    <DataTable
      caption={caption}
      isCaptionHidden
      emptyText={emptyText}
      columns={[{ id: 'when', header: 'Started' }, { id: 'status', header: 'Status' }, ...columns]}
      rows={runs.map(({ id, createdAt, status, request }) => ({
        id,
        cells: {
          when: (
            <TextLink href={pathOf(id)} variant="quiet">
              <InstantText instant={createdAt} />
            </TextLink>
          ),
          status: <StatusBadge status={status} />,
          window: <span className="whitespace-nowrap">{windowWords(request)}</span>,
          ...cellsOf(request),
        },
      }))}
    />
  );
}
