import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, test } from 'vitest';
import { BACKTEST_PARTS, type BacktestPartId } from '@/components/lab/backtest-parts';
import { BacktestReport } from '@/components/lab/backtest-report';
import { TRADES_PER_PAGE } from '@/components/lab/backtest-trades';
import { TooltipProvider } from '@/components/ui/tooltip';
import { backtestTask } from '@/lib/server/compute/backtest-task';
import type { BacktestResult } from '@/lib/shared/contracts/backtest';
import { againstSentence, againstText, regimeWords } from '@/lib/shared/backtest-against-words';
import { formatPercent, formatPoints } from '@/lib/shared/format/percent';
import { DOWNLOADS } from '@/lib/shared/routes';
import { replaySetting, resultOf, SIX_INSTRUMENTS, UNWATCHED } from '../../../support/replays';
import { randomPanel, weekdaysFrom } from '../../quant/backtest/panels';

const DAYS = weekdaysFrom(2015, 1, 1, 1_300);
const ID = '01900000-0000-7000-8000-000000000000';

let result: BacktestResult;

beforeAll(() => {
  const setting = replaySetting(randomPanel(SIX_INSTRUMENTS, DAYS, 9));
  const ended = backtestTask({ ...setting, calendar: 'monthly' }, UNWATCHED);
  const source = {
    kind: 'inline',
    label: 'test',
    isSimulated: false,
    basis: 'total-return',
    firstDay: '2015-01-01',
    lastDay: '2019-12-25',
  } as const;
  result = { ...resultOf(ended), source };
});

const shown = (part: BacktestPartId, page = 1, of: BacktestResult = result): string =>
  renderToStaticMarkup(
    <TooltipProvider>
      <BacktestReport
        backtestId={ID}
        result={of}
        request={{ recommendationId: ID, startAmount: '10000.00', calendar: 'monthly', commissionBasisPoints: 5 }}
        symbols={SIX_INSTRUMENTS.map(({ symbol }) => symbol)}
        part={part}
        page={page}
      />
    </TooltipProvider>,
  );

describe('the parts of a result', () => {
  test.each(Object.keys(BACKTEST_PARTS) as BacktestPartId[])('%s stands with what must be known beside it', (part) => {
    const markup = shown(part);
    expect(markup).toContain('Nobody earned these returns.');
    expect(markup).not.toMatch(/undefined|NaN|\[object/);
  });

  test('the months, the falls and the intervals are written out', () => {
    const own = result.runs[0]!;
    expect(shown('time')).toContain(formatPercent(own.monthReturns[2]!, { sign: 'always' }));
    expect(shown('time')).toContain(formatPercent(own.metrics.maxDrawdown));
    const { interval } = result.detail!.intervals!.metrics[0]!;
    expect(shown('sources')).toContain(`${formatPercent(interval!.low)} to ${formatPercent(interval!.high)}`);
  });

  test('trades come a page at a time, and the pages meet', () => {
    const { trades } = result.detail!;
    expect(trades.length).toBeGreaterThan(TRADES_PER_PAGE);
    expect(shown('trades', 1)).toContain(`1 to ${TRADES_PER_PAGE} of ${trades.length} trades`);
    expect(shown('trades', 2)).toContain(`${TRADES_PER_PAGE + 1} to `);
    expect(shown('trades', 2)).toContain('Earlier trades');
  });

  test('the lines beside it stand with what their months, classes and markets say', () => {
    const markup = shown('against');
    const { lines, factors, regimes } = result.detail!.against!;
    for (const line of lines) {
      expect(markup).toContain(againstSentence(line));
      const { ownReturn, benchmarkReturn, classes, other } = line.attribution;
      for (const amount of [ownReturn - benchmarkReturn, other, ...classes.map(({ allocation }) => allocation)])
        expect(markup).toContain(formatPoints(amount, 2));
      for (const { id, value } of line.figures!.values) expect(markup).toContain(againstText(id, value));
    }
    if (factors?.status !== 'fitted') throw new Error(factors?.status);
    for (const { contribution } of factors.factors)
      expect(markup).toContain(formatPercent(contribution, { decimals: 2, sign: 'always' }));
    for (const { id, maxDrawdown } of regimes.rows) {
      expect(markup).toContain(regimeWords({ id })?.name ?? id);
      expect(markup).toContain(formatPercent(maxDrawdown));
    }
    expect(markup).toContain(DOWNLOADS.backtestAgainst(ID, 'csv').replaceAll('&', '&amp;'));
  });

  test('months and factors that are too few are not shown as figures', () => {
    const against = result.detail!.against!;
    const lines = against.lines.map((line) => ({ ...line, figures: null }));
    const markup = shown('against', 1, {
      ...result,
      detail: { ...result.detail!, against: { ...against, lines, factors: null } },
    });
    expect(markup).toContain('fewer than twelve full months');
    expect(markup).toContain('The window is under a year');
    expect(markup).not.toContain('Months ahead');
    expect(markup).not.toContain('Newey');
  });

  test('a result from before other lines were held against it says so', () => {
    const old = { ...result, detail: { ...result.detail!, against: null } };
    expect(shown('against', 1, old)).toContain('Run the same test again to see this.');
    expect(shown('sources', 1, old)).toContain('Where the gain came from');
  });

  test('a result without details says so and keeps its overview', () => {
    const old = { ...result, months: [], detail: null };
    expect(shown('trades', 1, old)).toContain('stored before its details were kept');
    expect(shown('overview', 1, old)).toContain('What the money would have become');
  });
});
