import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { SearchReport } from '@/components/lab/search/search-report';
import { TooltipProvider } from '@/components/ui/tooltip';
import { type SearchResult, SearchSettings } from '@/lib/shared/contracts/search';
import { resultOf } from './result';

const REQUEST = SearchSettings.parse({
  recommendationId: '01890000-0000-7000-8000-000000000001',
  startAmount: '10000.00',
  commissionBasisPoints: 1,
  calendar: 'quarterly',
  varied: { lookbackDays: [126, 252], driftBand: [0, 0.05] },
  method: 'grid',
  trialsMax: 1_000,
  trainShare: 0.7,
});

/** As read aloud, without the marks of the page. */
const textOf = (result: SearchResult): string =>
  renderToStaticMarkup(
    <TooltipProvider>
      <SearchReport searchId="1" result={result} request={REQUEST} symbols={['SPY', 'TLT']} />
    </TooltipProvider>,
  )
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

describe('the report of a search', () => {
  test('says the verdict, what it rests on, and how the tries were counted', () => {
    const text = textOf(resultOf(0.6, 0.9, 0.3, 0.5));
    expect(text).toContain('Do not change your plan for this');
    expect(text).toContain('in 10% of them the winner earned less than cash');
    expect(text).toContain('99% had it been the only try');
    expect(text).toContain('so alike that they count as 2; 1 came to nothing');
  });

  test('maps two varied things against each other, and has no empty section where there is one', () => {
    const result = resultOf(0.1, 0.97, 0.9, 0.8);
    expect(textOf(result)).toContain('What went well together');
    const [lookback] = result.dimensions;
    const trials = result.trials.map((trial) => ({ ...trial, choice: trial.choice.slice(0, 1) }));
    const text = textOf({ ...result, dimensions: [lookback!], trials });
    expect(text).not.toContain('What went well together');
    expect(text).toContain('Does choosing carry over?');
  });
});
