import { Section } from '@/components/layout/page';
import { SourceNote } from '@/components/ui/source-note';
import { Notice } from '@/components/ui/states';
import { Term } from '@/components/ui/tooltip';
import type { ComparisonResult, ComparisonSettings } from '@/lib/shared/contracts/comparison';
import { formatCount } from '@/lib/shared/format/quantity';
import { isNarrated, narrate } from '@/lib/shared/narrate/narrate';
import { DOWNLOADS } from '@/lib/shared/routes';
import { tradingWords } from '@/lib/shared/trading-rules-words';
import { HypotheticalDisclosure } from '../hypothetical-disclosure';
import { RunDownloads } from '../run-downloads';
import { CompareGrowth } from './compare-growth';
import { isAnnualisedComparison, testedLines } from './compare-reading';
import { CompareTable } from './compare-table';

export interface CompareReportProps {
  readonly comparisonId: string;
  readonly result: ComparisonResult;
  readonly request: ComparisonSettings;
  readonly symbols: readonly string[];
}

/** The table first: it is what was asked for. The lines and what must be known stand beside it. */
export function CompareReport({ comparisonId, result, request, symbols }: CompareReportProps) {
  const source = (
    <SourceNote source={result.source.label} asOf={result.source.lastDay} extra="hypothetical, after costs" />
  );
  const warnings = result.warnings.filter(isNarrated);
  return (
    <>
      <Notice title={`The best of ${formatCount(testedLines(result).length, 'rule')} is partly luck`}>
        <ul className="flex flex-col gap-1">
          <li>All of them were tried on one and the same past. Another past would have put another one first.</li>
          {warnings.map((warning) => (
            <li key={`${warning.key} ${JSON.stringify(warning.values)}`}>{narrate(warning)}</li>
          ))}
        </ul>
      </Notice>
      <Section
        title="Side by side"
        lead="After costs, on every day of the same window. Choose a heading to sort by it."
        actions={<RunDownloads addressOf={(format) => DOWNLOADS.comparison(comparisonId, format)} />}
        isDense
      >
        <CompareTable result={result} />
        {isAnnualisedComparison(result) && <FigureTerms />}
        {source}
      </Section>
      <HypotheticalDisclosure
        method={tradingWords(request, 'At each decision every rule decided anew')}
        isTaxed={request.taxes !== undefined}
        universe={`${formatCount(symbols.length, 'instrument')}: ${symbols.join(', ')}.`}
      />
      <Section title="What the money would have become">
        <CompareGrowth result={result} source={source} />
      </Section>
    </>
  );
}

/** The headings are buttons, so their words are explained below the table. */
function FigureTerms() {
  return (
    <p className="max-w-prose text-small text-muted">
      What the headings mean: <Term id="volatility">volatility</Term>, <Term id="sharpe">Sharpe</Term>,{' '}
      <Term id="maximum-drawdown">deepest fall</Term>,{' '}
      <Term definition="Return a year divided by the deepest fall. It compares reward with the worst stretch of the window.">
        Calmar
      </Term>
      , <Term id="turnover">turnover</Term>.
    </p>
  );
}
