import { describe, expect, test } from 'vitest';
import { monthsBetween } from '@/components/portfolio/month-reports';
import { renderHtml } from '@/lib/server/reports/html';
import { type MonthRecord, monthReport } from '@/lib/server/reports/month-report';
import { heldQuantity } from '@/lib/server/services/report/held-quantity';
import { renderPdf } from '@/lib/server/reports/pdf';
import { pdfText } from '@/lib/server/reports/pdf-text';
import { readPdf } from '../../../support/pdf-text';

const RECORD: MonthRecord = {
  accountName: 'Rainy "days" <b>',
  month: '2024-06',
  isOver: true,
  days: [
    { date: '2024-05-31', value: 1_000, contributed: 1_000 },
    { date: '2024-06-03', value: 1_100, contributed: 1_000 },
    // A thousand comes in; what was there stays where it was.
    { date: '2024-06-04', value: 2_100, contributed: 2_000 },
    { date: '2024-06-05', value: 1_890, contributed: 2_000 },
  ],
  trades: [
    {
      at: '2024-06-03T14:30:00.000Z',
      symbol: 'VTI',
      side: 'buy',
      quantity: '3.141592653',
      price: '265.1500000000',
      value: '832.99',
      fee: '0.08',
      spreadCost: '0.25',
    },
  ],
  bookings: [
    { at: '2024-06-04T09:00:00.000Z', what: 'Paid in', amount: '1000' },
    { at: '2024-06-05T09:00:00.000Z', what: 'Dividend of VTI', amount: '2.5' },
  ],
  totals: { fees: '0.08', spreadCosts: '0.25', income: '2.5', taxes: '0' },
  holdings: [{ symbol: 'VTI', assetClass: 'equity', quantity: '3.141592653', value: 890 }],
  cash: 1_000,
  source: {
    kind: 'simulated',
    label: 'Simulated market',
    isSimulated: true,
    basis: 'total-return',
    firstDay: '2000-01-03',
    lastDay: '2026-11-20',
  },
  pricesHash: 'e'.repeat(64),
};

async function wordsOf(record: MonthRecord): Promise<{ html: string; pdf: string }> {
  const report = monthReport(record);
  return {
    html: renderHtml(report),
    pdf: readPdf(await renderPdf(report))
      .pages.join('\n')
      .replace(/\s+/g, ' '),
  };
}

describe('a month of an account', () => {
  // Oracle: by hand. 1,100/1,000 = 1.1; (2,100 - 1,000)/1,100 = 1; 1,890/2,100 = 0.9; together 0.99, so -1.00 %.
  // In money 1,890 - 1,000 - 1,000 = -110.
  test('the return is time-weighted: money that came in is no gain', async () => {
    const words = await wordsOf(RECORD);
    for (const figure of ['−1.00%', '−$110.00', '$1,890.00', '$1,000.00']) {
      expect(words.html).toContain(figure);
      expect(words.pdf).toContain(pdfText(figure));
    }
  });

  test('trades, costs, income and holdings are there to the digit, and names stay text', async () => {
    const words = await wordsOf(RECORD);
    for (const figure of [
      '3.141592653',
      '$832.99',
      '$0.08',
      '$0.25',
      '+$2.50',
      'Dividend of VTI',
      '47.09%',
      '52.91%',
    ]) {
      expect(words.html).toContain(figure);
      expect(words.pdf).toContain(figure);
    }
    expect(words.html).toContain('Rainy &quot;days&quot; &lt;b&gt;');
    expect(words.html).toContain('Jun 2024');
    expect(words.pdf).toContain('Simulated prices');
  });

  test('what has no price is listed without a value, and the shares are of the rest', async () => {
    const unknown = { symbol: 'GONE', assetClass: 'equity', quantity: '7.5', value: null };
    const words = await wordsOf({ ...RECORD, holdings: [...RECORD.holdings, unknown] });
    for (const part of ['GONE', '7.5', 'no price', '47.09%', '52.91%']) {
      expect(words.html).toContain(part);
      expect(words.pdf).toContain(part);
    }
    expect(words.html).toContain('There is no closing price of GONE: these values count it at the last price paid.');
    expect((await wordsOf(RECORD)).html).not.toContain('There is no closing price');
    const alone = await wordsOf({ ...RECORD, holdings: [unknown], cash: 0 });
    expect(alone.html).toContain('no price');
    expect(alone.html).not.toContain('NaN');
  });

  test('a month without money or prices says so, and one day is no return', async () => {
    const nothing = { ...RECORD, days: [], trades: [], bookings: [], holdings: [], cash: 0 };
    expect((await wordsOf(nothing)).pdf).toContain('There is nothing to tell of this month');
    const begun = { ...RECORD, days: RECORD.days.slice(1, 2), isOver: false };
    const words = await wordsOf(begun);
    expect(words.pdf).toContain('A return needs at least two market days');
    expect(words.html).toContain('Jun 2024, so far');
  });
});

// Oracle: by hand. 1.5 in tenths, 0.25 in hundredths and -0.000000001 in billionths.
test('bookings in several units are added as quantities, not as steps', () => {
  const booked = [
    { steps: 15n, decimals: 1 },
    { steps: 25n, decimals: 2 },
  ];
  expect(heldQuantity(booked)).toEqual({ text: '1.75', size: 1.75 });
  expect(heldQuantity([...booked, { steps: -1n, decimals: 9 }])?.text).toBe('1.749999999');
  expect(heldQuantity([...booked, { steps: -175n, decimals: 2 }])).toBeUndefined();
  expect(heldQuantity([])).toBeUndefined();
});

test('months run from the first to the last, newest first, over the turn of a year', () => {
  expect(monthsBetween('2023-11-30', '2024-02-01')).toEqual(['2024-02', '2024-01', '2023-12', '2023-11']);
  expect(monthsBetween('2024-02-01', '2024-02-29')).toEqual(['2024-02']);
  expect(monthsBetween('2000-01-01', '2024-02-29')).toHaveLength(36);
});
