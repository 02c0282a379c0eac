import { Badge, type BadgeProps } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import type { ImportProblem, ImportReport } from '@/lib/shared/contracts/price-set';
import { formatCount } from '@/lib/shared/format/quantity';

interface Look {
  readonly word: string;
  readonly tone: BadgeProps['tone'];
}

const LOOKS: Readonly<Record<ImportProblem['severity'], Look>> = {
  fatal: { word: 'Stops it', tone: 'danger' },
  dropped: { word: 'Left out', tone: 'attention' },
  note: { word: 'Note', tone: 'neutral' },
};

/** What was found, cell by cell: where it is, and what becomes of it. */
export function ProblemTable({ report }: { readonly report: ImportReport }) {
  const { problems, problemCount } = report;
  return (
    <div className="flex flex-col gap-3">
      <DataTable
        caption="What was found in the file"
        isCaptionHidden
        emptyText="Nothing: every cell could be read as it stands."
        maxHeightClass="max-h-[28rem]"
        columns={[
          { id: 'what', header: 'What happens' },
          { id: 'row', header: 'Row', kind: 'number' },
          { id: 'column', header: 'Column' },
          { id: 'message', header: 'What was found', kind: 'sentence' },
        ]}
        rows={problems.map(({ severity, row, column, message }, index) => ({
          id: String(index),
          cells: {
            what: <Badge tone={LOOKS[severity].tone}>{LOOKS[severity].word}</Badge>,
            row: row ?? '–',
            column: <span className="whitespace-nowrap">{column ?? '–'}</span>,
            message,
          },
        }))}
      />
      {problemCount > problems.length && (
        <p className="text-small text-muted">
          The first {problems.length} of {formatCount(problemCount, 'finding')} are shown.
        </p>
      )}
    </div>
  );
}
