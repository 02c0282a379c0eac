import { GrowthChart } from '@/components/charts/growth-chart';
import { Section } from '@/components/layout/page';
import { SourceNote } from '@/components/ui/source-note';
import { Notice } from '@/components/ui/states';
import type { SearchHoldoutLine, SearchResult, SearchSettings } from '@/lib/shared/contracts/search';
import { formatNumber } from '@/lib/shared/format/number';
import { formatCount } from '@/lib/shared/format/quantity';
import { DOWNLOADS } from '@/lib/shared/routes';
import { HypotheticalDisclosure } from '../hypothetical-disclosure';
import { RunDownloads } from '../run-downloads';
import { SearchEvidenceFigures } from './search-evidence';
import { SearchHeatmap } from './search-heatmap';
import { bestTrial, variedIn, verdictWords } from './search-reading';
import { SearchScatter } from './search-scatter';
import { SearchTable } from './search-table';
import { METHOD_WORDS, trialWords } from './search-words';

export interface SearchReportProps {
  readonly searchId: string;
  readonly result: SearchResult;
  readonly request: SearchSettings;
  readonly symbols: readonly string[];
}

const LINE_WORDS: Readonly<Record<SearchHoldoutLine['id'], string>> = {
  chosen: 'The winner',
  plan: 'Your plan as it is',
  'equal-weight': 'Equal weight',
};

/** The verdict first, then what it rests on. */
export function SearchReport({ searchId, result, request, symbols }: SearchReportProps) {
  const verdict = verdictWords(result);
  const best = bestTrial(result);
  const source = (
    <SourceNote source={result.source.label} asOf={result.source.lastDay} extra="hypothetical, after costs" />
  );
  return (
    <>
      <Notice title={verdict.title}>
        {verdict.text} {best !== undefined && `The winner: ${trialWords(result, best)}.`}
      </Notice>
      <SearchEvidenceFigures result={result} />
      <HypotheticalDisclosure
        method={`${formatNumber(result.trials.length, { decimals: 0 })} of ${formatCount(result.combinationCount, 'combination')} were tried on the first ${formatCount(result.train.dayCount, 'market day')}. ${METHOD_WORDS[request.method]}. The one with the highest Sharpe ratio then walked over ${formatCount(result.holdout.dayCount, 'later day')} that no try in this search had seen, ${formatCount(result.gapDays, 'day')} after the last. Each decision used earlier prices only and paid half the buying and selling gap and a commission of ${formatCount(request.commissionBasisPoints, 'basis point')}. Every try in this search counts in the chances shown; earlier searches do not.`}
        universe={`${formatCount(symbols.length, 'instrument')}: ${symbols.join(', ')}.`}
      />
      <Section title="On the days it had not seen">
        <GrowthChart
          takeaway="The winner beside your plan as it is and equal weight, from the first untouched day."
          title="Value of the start money, US dollars, after costs"
          dates={result.holdout.dates}
          series={result.holdout.lines.map(({ id, values }) => ({
            id,
            label: LINE_WORDS[id],
            values,
            isOwn: id === 'chosen',
          }))}
          source={source}
        />
      </Section>
      <Section
        title="The best tries"
        lead="Where they were chosen, after costs. The more alike they are, the less it matters which one won."
        actions={<RunDownloads addressOf={(format) => DOWNLOADS.search(searchId, format)} />}
        isDense
      >
        <SearchTable result={result} />
        {source}
      </Section>
      {variedIn(result).length > 1 && (
        <Section title="What went well together">
          <SearchHeatmap result={result} source={source} />
        </Section>
      )}
      <Section title="Does choosing carry over?">
        <SearchScatter overfitting={result.evidence.overfitting} source={source} />
      </Section>
    </>
  );
}
