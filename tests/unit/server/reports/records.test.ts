import { beforeAll, describe, expect, test } from 'vitest';
import { recommendAnswer } from '@/lib/codec/recommend/answer';
import { backtestTask } from '@/lib/server/compute/backtest-task';
import { backtestReport } from '@/lib/server/reports/backtest-report';
import { renderHtml } from '@/lib/server/reports/html';
import type { Report } from '@/lib/server/reports/model';
import { renderPdf } from '@/lib/server/reports/pdf';
import { pdfText } from '@/lib/server/reports/pdf-text';
import { recommendationReport } from '@/lib/server/reports/recommendation-report';
import type { BacktestView } from '@/lib/shared/contracts/backtest';
import type { RecommendationView } from '@/lib/shared/contracts/plan';
import { againstSentence } from '@/lib/shared/backtest-against-words';
import { formatMoney } from '@/lib/shared/format/money';
import { formatPercent, formatPoints } from '@/lib/shared/format/percent';
import { readPdf } from '../../../support/pdf-text';
import { replaySetting, resultOf, SIX_INSTRUMENTS, UNWATCHED } from '../../../support/replays';
import { randomPanel, weekdaysFrom } from '../../quant/backtest/panels';
import { testInstrument } from '../../quant/trading/instruments';

const PANEL = randomPanel(
  [testInstrument('A', { name: '<b>A & "co"</b>' }), ...SIX_INSTRUMENTS.slice(1), testInstrument('G')],
  weekdaysFrom(2015, 1, 1, 1_300),
  5,
);
const ID = '01900000-0000-7000-8000-000000000000';
const SOURCE = {
  kind: 'inline',
  label: 'Prices of <the> test',
  isSimulated: true,
  basis: 'total-return',
  firstDay: '2015-01-01',
  lastDay: '2019-12-25',
} as const;

/** The words of both renderings; the PDF's with its lines joined, as it breaks them where the page ends. */
async function wordsOf(report: Report): Promise<{ html: string; pdf: string }> {
  const { pages } = readPdf(await renderPdf(report));
  return { html: renderHtml(report), pdf: pages.join('\n').replace(/\s+/g, ' ') };
}

function expectIn({ html, pdf }: { html: string; pdf: string }, figure: string): void {
  expect(html).toContain(figure);
  expect(pdf).toContain(pdfText(figure));
}

describe('the report of a backtest', () => {
  const result = { ...resultOf(backtestTask(replaySetting(PANEL), UNWATCHED)), source: SOURCE };
  const view: BacktestView = {
    id: ID,
    recommendationId: ID,
    priceSetId: ID,
    jobId: ID,
    status: 'done',
    progress: 1,
    failure: null,
    request: { recommendationId: ID, startAmount: '10000.00', calendar: 'quarterly', commissionBasisPoints: 5 },
    result,
    createdAt: '2024-06-28T10:00:00.000Z',
    finishedAt: '2024-06-28T10:00:05.000Z',
  };
  const record = { view, result, inputHash: 'a'.repeat(64), pricesHash: 'b'.repeat(64), engineVersion: 3 };
  let rendered: { html: string; pdf: string };
  beforeAll(async () => {
    rendered = await wordsOf(backtestReport(record));
  });

  test('both renderings hold every line’s figures to the digit', () => {
    for (const { name, endValue, metrics, costs } of result.runs) {
      expectIn(rendered, name);
      expectIn(rendered, formatMoney(endValue.amount, 'USD'));
      expectIn(rendered, formatMoney(costs.amount, 'USD'));
      expectIn(rendered, formatPercent(metrics.annualReturn, { decimals: 2 }));
      expectIn(rendered, formatPercent(metrics.maxDrawdown, { decimals: 2 }));
    }
  });

  test('and the trades, the months, the fingerprints, and what kind of figures they are', () => {
    const last = result.detail!.trades.at(-1)!;
    expectIn(rendered, formatMoney(last.value, 'USD'));
    expectIn(rendered, formatPercent(result.runs[0]!.monthReturns[3]!));
    for (const hash of [record.inputHash, record.pricesHash]) {
      expect(rendered.html).toContain(hash);
      // The PDF breaks a fingerprint where its column ends.
      expect(rendered.pdf.replaceAll(' ', '')).toContain(hash);
    }
    expectIn(rendered, 'Hypothetical');
    expectIn(rendered, 'Simulated prices');
    expect(rendered.html).toContain('Prices of &lt;the&gt; test');
  });

  test('and where the gain came from, the falls, and how sure the figures are', () => {
    const { contributions, drawdowns, accounting, intervals } = result.detail!;
    for (const { amount } of contributions) expectIn(rendered, formatMoney(amount, 'USD', { sign: 'always' }));
    for (const { depth } of drawdowns) expectIn(rendered, formatPercent(depth, { decimals: 2 }));
    expectIn(rendered, formatMoney(accounting.gain, 'USD', { sign: 'always' }));
    const { low, high } = intervals!.metrics[0]!.interval!;
    expectIn(rendered, `${formatPercent(low, { decimals: 2 })} to ${formatPercent(high, { decimals: 2 })}`);
  });

  test('and how the plan did against others, what moved it and in which markets', () => {
    const { lines, factors, regimes } = result.detail!.against!;
    for (const line of lines) {
      expectIn(rendered, againstSentence(line)!);
      const { ownReturn, benchmarkReturn, other } = line.attribution;
      expectIn(rendered, formatPoints(ownReturn - benchmarkReturn, 2));
      expectIn(rendered, formatPoints(other, 2));
    }
    if (factors?.status !== 'fitted') throw new Error(factors?.status);
    for (const { contribution } of factors.factors)
      expectIn(rendered, formatPercent(contribution, { decimals: 2, sign: 'always' }));
    for (const { maxDrawdown } of regimes.rows) expectIn(rendered, formatPercent(maxDrawdown));
    // Of a crisis stands the whole return, however long it was.
    const crisis = regimes.rows.find(({ knownOn }) => knownOn === 'given')!;
    expectIn(rendered, crisis.id);
    expectIn(rendered, formatPercent(crisis.totalReturn));
  });

  test('which a result stored before them does without', async () => {
    const old = { ...result, detail: { ...result.detail!, against: null } };
    const { pdf } = await wordsOf(backtestReport({ ...record, result: old }));
    expect(pdf).not.toContain('In each kind of market');
    expect(pdf).toContain('The deepest falls');
  });

  test('a window under a year shows no figure of a year', async () => {
    const runs = result.runs.map((run) => ({
      ...run,
      metrics: {
        ...run.metrics,
        annualReturn: null,
        annualVolatility: null,
        sharpe: null,
        sortino: null,
        calmar: null,
      },
    }));
    const short = await wordsOf(backtestReport({ ...record, result: { ...result, runs } }));
    expectIn(short, 'under a year, so not scaled up to one');
    expect(short.pdf).not.toContain('Volatility a year');
  });

  test('a result of the first version has a report too', async () => {
    const old = { ...result, months: [], detail: null, runs: result.runs.map((run) => ({ ...run, monthReturns: [] })) };
    const { pdf } = await wordsOf(backtestReport({ ...record, result: old }));
    expect(pdf).not.toContain('Month by month');
    expect(pdf).toContain('End value');
  });
});

describe('the report of a recommendation', () => {
  const outcome = recommendAnswer(
    {
      prices: { dates: [], series: {} },
      assets: PANEL.instruments.map(({ symbol }) => symbol),
      profiles: ['balanced'],
    },
    PANEL,
    UNWATCHED,
  );
  if (outcome.status !== 'done') throw new Error(JSON.stringify(outcome));
  const view: RecommendationView = {
    id: ID,
    level: 'balanced',
    createdAt: '2024-06-28T10:00:00.000Z',
    acceptedAt: null,
    inputHash: 'c'.repeat(64),
    engineVersion: 3,
    priceSetId: ID,
    answer: outcome.value,
  };
  const plan = outcome.value.profiles[0]!;
  if (plan.status !== 'solved') throw new Error(JSON.stringify(plan));
  const report = recommendationReport({ view, answerHash: 'd'.repeat(64), pricesHash: 'b'.repeat(64) });

  test('both renderings hold the weights, the figures and the reasons', async () => {
    const rendered = await wordsOf(report);
    const held = Object.entries(plan.weights).filter(([, weight]) => weight >= 5e-4);
    expect(held.length).toBeGreaterThan(2);
    for (const [symbol, weight] of held) {
      expectIn(rendered, symbol);
      expectIn(rendered, formatPercent(weight, { decimals: 2 }));
      expectIn(rendered, formatMoney(weight * outcome.value.money, 'USD'));
    }
    expectIn(rendered, formatPercent(plan.expectedReturn.mean));
    expectIn(rendered, formatPercent(plan.volatility));
    for (const { status, portfolioReturn } of plan.stress) {
      if (status === 'computed') expectIn(rendered, formatPercent(portfolioReturn, { decimals: 2 }));
    }
    expect(rendered.html).toContain('d'.repeat(64));
  });

  test('names from outside stay text', () => {
    const html = renderHtml(report);
    expect(html).not.toContain('<b>A');
    if ((plan.weights['A'] ?? 0) >= 5e-4) expect(html).toContain('&lt;b&gt;A &amp; &quot;co&quot;&lt;/b&gt;');
  });
});
