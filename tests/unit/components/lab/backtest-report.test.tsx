import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, test } from 'vitest';
import { BACKTEST_PARTS, type BacktestPartId } from '@/components/lab/backtest-parts';
import { BacktestReport } from '@/components/lab/backtest-report';
import { TRADES_PER_PAGE } from '@/components/lab/backtest-trades';
import { TooltipProvider } from '@/components/ui/tooltip';
import { backtestTask } from '@/lib/server/compute/backtest-task';
import type { BacktestResult } from '@/lib/shared/contracts/backtest';
import { formatPercent } from '@/lib/shared/format/percent';
import { replaySetting, resultOf, SIX_INSTRUMENTS, UNWATCHED } from '../../../support/replays';
import { randomPanel, weekdaysFrom } from '../../quant/backtest/panels';

const DAYS = weekdaysFrom(2015, 1, 1, 1_150);
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
    lastDay: '2019-06-01',
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

  test('a result without details says so and keeps its overview', () => {
    const old = { ...result, months: [], detail: null };
    expect(shown('trades', 1, old)).toContain('stored before its details were kept');
    expect(shown('overview', 1, old)).toContain('What the money would have become');
  });
});
