import { CorrelationHeatmap } from '@/components/charts/correlation-heatmap';
import { Section } from '@/components/layout/page';
import { DateText } from '@/components/ui/figures';
import { SourceNote } from '@/components/ui/source-note';
import { Notice } from '@/components/ui/states';
import { Term } from '@/components/ui/tooltip';
import type { PriceSetDetail } from '@/lib/shared/contracts/price-set';
import { SPACING_WORDS } from '@/lib/shared/messages/en/row-spacing';
import { formatCount } from '@/lib/shared/format/quantity';
import { CoverageTable } from './coverage-table';
import { indexNotes, LAYOUT_WORDS } from './price-words';
import { ProblemTable } from './problem-table';

/** Coverage, report and correlations of one price set. */
export function PriceSetReport({ set }: { readonly set: PriceSetDetail }) {
  const notes = indexNotes(set.instruments);
  const source = <SourceNote source={set.label} asOf={set.lastDay} />;
  const { correlations, report } = set;
  return (
    <>
      <Section title="Instruments and their prices" isDense>
        {notes.length > 0 && (
          <Notice title={formatCount(notes.length, 'index', 'indices')}>
            {notes.join(' ')} Indices stand in the correlations and may be used to judge markets, never to be bought.
          </Notice>
        )}
        <CoverageTable set={set} />
        {source}
      </Section>
      {correlations.symbols.length > 1 && (
        <Section
          title="What moves together"
          lead={
            <>
              <Term id="correlation">Correlation</Term> of {SPACING_WORDS[set.spacing]} changes,{' '}
              <DateText day={correlations.fromDay} /> to <DateText day={correlations.toDay} />.
            </>
          }
        >
          <CorrelationHeatmap
            takeaway="Holdings that move against each other make a mix calmer than its parts."
            title={`Correlation of ${SPACING_WORDS[set.spacing]} returns, −1 to 1`}
            symbols={correlations.symbols}
            correlations={correlations.matrix.map((row) => row.map((value) => value ?? Number.NaN))}
            source={source}
          />
        </Section>
      )}
      <Section
        title="What was found while reading"
        lead={
          report.layout === 'simulated'
            ? 'These prices are made, not read.'
            : `${formatCount(report.rowCount, 'row')}, ${LAYOUT_WORDS[report.layout]}.`
        }
        isDense
      >
        <ProblemTable report={report} />
      </Section>
    </>
  );
}
