import type { BacktestResult, BacktestRunView, BacktestView } from '@/lib/shared/contracts/backtest';
import { formatDay } from '@/lib/shared/format/date';
import { formatMoney } from '@/lib/shared/format/money';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount, formatQuantityText } from '@/lib/shared/format/quantity';
import { isNarrated, narrate } from '@/lib/shared/narrate/narrate';
import { tradingWords } from '@/lib/shared/trading-rules-words';
import { againstSections } from './backtest-against';
import { detailSections } from './backtest-detail';
import { fact, facts, figures, HYPOTHETICAL_POINTS, marksOf, recordSections, table, text, words } from './blocks';
import { columnDrawing, lineDrawing } from './drawings';
import type { Report, ReportBlock, ReportSection } from './model';

export interface BacktestRecord {
  readonly view: BacktestView;
  readonly result: BacktestResult;
  readonly inputHash: string;
  readonly pricesHash: string;
  readonly engineVersion: number;
}

/** A test of a plan as a document: the lines with their figures, the months, the trades and the record. */
export function backtestReport({ view, result, inputHash, pricesHash, engineVersion }: BacktestRecord): Report {
  const { request } = view;
  const own = result.runs.find(({ id }) => id === 'recommendation');
  return {
    title: 'Your plan on past prices',
    subtitle: `${formatDay(result.firstDay)} to ${formatDay(result.lastDay)}, ${formatCount(result.dayCount, 'market day')}, ${formatMoney(result.startAmount.amount, 'USD')} at the start.`,
    recordedAt: view.finishedAt ?? view.createdAt,
    marks: marksOf(result.source, 'Hypothetical', 'After costs'),
    sections: [
      { title: 'Read this first', blocks: [noticeOf(result)] },
      ...(own === undefined ? [] : [{ title: 'In figures', blocks: [ownFacts(own, result)] }]),
      { title: 'What the money would have become', blocks: [growth(result), linesTable(result)] },
      ...monthSections(own, result),
      ...(own === undefined || result.detail === null ? [] : detailSections(own, result.detail)),
      ...againstSections(result.detail?.against ?? null),
      ...tradeSections(result),
      ...recordSections({
        source: result.source,
        pricesHash,
        method: [
          tradingWords(request, 'At each decision the plan was made anew'),
          'The other lines began on the same day with the same money and paid the same costs.',
        ],
        hashes: [fact('What was asked', inputHash)],
        engineVersion,
      }),
    ],
  };
}

const noticeOf = ({ warnings }: BacktestResult): ReportBlock => ({
  kind: 'notice',
  title: 'Hypothetical performance',
  points: [...HYPOTHETICAL_POINTS, ...warnings.filter(isNarrated).map((warning) => narrate(warning))],
});

const ownFacts = (own: BacktestRunView, { startAmount }: BacktestResult): ReportBlock =>
  facts([
    fact('End value', `${formatMoney(own.endValue.amount, 'USD')} from ${formatMoney(startAmount.amount, 'USD')}`),
    fact('Whole return', formatPercent(own.metrics.totalReturn, { decimals: 2 })),
    ...(own.metrics.annualReturn === null
      ? [fact('A year', 'under a year, so not scaled up to one')]
      : [
          fact('Return a year', formatPercent(own.metrics.annualReturn, { decimals: 2 })),
          fact('Volatility a year', formatPercent(own.metrics.annualVolatility, { decimals: 2 })),
        ]),
    fact('Deepest fall', formatPercent(own.metrics.maxDrawdown, { decimals: 2 })),
    fact('Costs', `${formatMoney(own.costs.amount, 'USD')} in ${formatCount(own.tradeCount, 'trade')}`),
  ]);

const growth = ({ dates, runs, firstDay, lastDay }: BacktestResult): ReportBlock => ({
  kind: 'drawing',
  title: 'Value of the start money, US dollars, after costs',
  summary: `${formatDay(firstDay)} to ${formatDay(lastDay)}, hypothetical.`,
  drawing: lineDrawing({
    dates,
    lines: runs.map(({ id, name, values }) => ({ label: name, values, isOwn: id === 'recommendation' })),
    axisText: (value) => formatMoney(value, 'USD', { decimals: 0 }),
  }),
});

const linesTable = ({ runs }: BacktestResult): ReportBlock =>
  table(
    'Every line with the same figures, after costs',
    [
      words('Line', 2.4),
      figures('End value', 1.5),
      figures('Return a year', 1.1),
      figures('Volatility', 1.1),
      figures('Sharpe'),
      figures('Calmar'),
      figures('Deepest fall', 1.1),
      figures('Turnover', 1.1),
      figures('Costs', 1.2),
    ],
    runs.map(({ name, endValue, metrics, turnoverAnnual, costs }) => [
      name,
      formatMoney(endValue.amount, 'USD'),
      formatPercent(metrics.annualReturn, { decimals: 2 }),
      formatPercent(metrics.annualVolatility, { decimals: 2 }),
      formatNumber(metrics.sharpe),
      formatNumber(metrics.calmar),
      formatPercent(metrics.maxDrawdown, { decimals: 2 }),
      metrics.annualReturn === null ? '–' : formatPercent(turnoverAnnual),
      formatMoney(costs.amount, 'USD'),
    ]),
  );

const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
/** More columns than this are thinner than their gaps. */
const DRAWN_MONTHS_MAX = 60;

function monthSections(own: BacktestRunView | undefined, { months }: BacktestResult): ReportSection[] {
  if (own === undefined || own.monthReturns.length === 0) return [];
  const returnOf = new Map(months.map((month, index) => [month, own.monthReturns[index] ?? null]));
  const years = [...new Set(months.map((month) => month.slice(0, 4)))];
  const cell = (year: string, month: number): string => {
    const key = `${year}-${String(month + 1).padStart(2, '0')}`;
    return returnOf.has(key) ? formatPercent(returnOf.get(key) ?? null) : '';
  };
  const drawn = months.slice(-DRAWN_MONTHS_MAX).map((month) => ({ label: month, value: returnOf.get(month) ?? 0 }));
  return [
    {
      title: 'Month by month',
      blocks: [
        {
          kind: 'drawing',
          title: 'Return of each month of your plan after costs, per cent',
          summary:
            drawn.length < months.length ? `The last ${DRAWN_MONTHS_MAX} months; the table has all.` : 'Every month.',
          drawing: columnDrawing(drawn, (value) => formatPercent(value)),
        },
        table(
          'Return of each month; the first and the last may be cut',
          [words('Year', 1), ...MONTH_NAMES.map((name) => figures(name))],
          years.map((year) => [year, ...MONTH_NAMES.map((_, month) => cell(year, month))]),
        ),
      ],
    },
  ];
}

/** More trades than these make a document nobody prints; the CSV has them all. */
const TRADES_MAX = 300;

function tradeSections({ detail }: BacktestResult): ReportSection[] {
  if (detail === null) return [];
  const shown = detail.trades.slice(-TRADES_MAX);
  const isCut = shown.length < detail.trades.length;
  return [
    {
      title: 'Trades of your plan',
      blocks: [
        ...(isCut
          ? [
              text(
                `The last ${TRADES_MAX} of ${formatCount(detail.trades.length, 'trade')}; the CSV on the page has all.`,
              ),
            ]
          : []),
        table(
          'Trades',
          [
            words('Day', 1.3),
            words('Instrument', 1.4),
            words('Side', 0.7),
            figures('Quantity', 1.4),
            figures('Price', 1.2),
            figures('Value', 1.3),
            figures('Cost'),
          ],
          shown.map(({ day, symbol, side, quantity, price, value, cost }) => [
            day,
            symbol,
            side === 'buy' ? 'Buy' : 'Sell',
            formatQuantityText(quantity.toFixed(6)),
            formatMoney(price, 'USD'),
            formatMoney(value, 'USD'),
            formatMoney(cost, 'USD'),
          ]),
          'Nothing was traded.',
        ),
      ],
    },
  ];
}
