import { timeWeightedReturns } from '@/lib/quant/risk/money-weighted';
import type { PriceSourceInfo } from '@/lib/shared/contracts/common';
import { formatDay, formatInstant, formatMonth } from '@/lib/shared/format/date';
import { formatMoney } from '@/lib/shared/format/money';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount, formatQuantityText } from '@/lib/shared/format/quantity';
import { fact, facts, figures, marksOf, recordSections, table, text, words } from './blocks';
import { lineDrawing, shareDrawing } from './drawings';
import { CLASS_COLORS, COLORS, type Report, type ReportBlock, type ReportSection } from './model';

export interface MonthTrade {
  /** ISO instant. */
  readonly at: string;
  readonly symbol: string;
  readonly side: string;
  /** Exact decimals as booked. */
  readonly quantity: string;
  readonly price: string;
  /** Account currency, exact. */
  readonly value: string;
  readonly fee: string;
  readonly spreadCost: string;
}

export interface MonthBooking {
  readonly at: string;
  /** In words, such as `Dividend of VTI`. */
  readonly what: string;
  /** Signed as it moved the cash, exact. */
  readonly amount: string;
}

export interface MonthHolding {
  readonly symbol: string;
  readonly assetClass: string;
  readonly quantity: string;
  /** Null where there is no closing price; the days count it at the last price paid, the shares of holdings leave it out. */
  readonly value: number | null;
}

/** What an account did in a month, from its books and the prices it is valued at. */
export interface MonthRecord {
  readonly accountName: string;
  /** YYYY-MM. */
  readonly month: string;
  /** False while prices of the month may still come. */
  readonly isOver: boolean;
  /**
   * Market days of the month with the value at the close and all money paid in so far; before them the last day of the
   * month before, when the account had begun by then.
   */
  readonly days: readonly { readonly date: string; readonly value: number; readonly contributed: number }[];
  readonly trades: readonly MonthTrade[];
  readonly bookings: readonly MonthBooking[];
  readonly totals: {
    readonly fees: string;
    readonly spreadCosts: string;
    readonly income: string;
    readonly taxes: string;
  };
  readonly holdings: readonly MonthHolding[];
  readonly cash: number;
  readonly source: PriceSourceInfo;
  readonly pricesHash: string;
}

/** A month of an account as a document. */
export function monthReport(record: MonthRecord): Report {
  const { month, accountName, isOver, days, source, pricesHash } = record;
  const last = days.at(-1)?.date ?? `${month}-01`;
  return {
    title: `${formatMonth(`${month}-01`)}${isOver ? '' : ', so far'}`,
    subtitle: accountName,
    recordedAt: `${last}T00:00:00.000Z`,
    marks: marksOf(source, 'Paper account'),
    sections: [
      { title: 'Performance', blocks: performance(record) },
      { title: 'Money in and out, income and taxes', blocks: moneyBlocks(record) },
      { title: 'Trades and costs', blocks: tradeBlocks(record) },
      ...holdingSections(record),
      ...recordSections({
        source,
        pricesHash,
        method: [
          'The return is time-weighted: each market day’s gain over what was there the evening before, linked over the month, so that money paid in or out counts neither for nor against it.',
          'Values are the holdings at their closing prices plus cash. Trades, costs, income and taxes are those of the account’s books, to the cent; costs of the gap between buying and selling are against the middle of the quote.',
          'Days and times are in Coordinated Universal Time.',
        ],
        hashes: [],
        engineVersion: null,
      }),
    ],
  };
}

const usd = (amount: string | number): string => formatMoney(amount, 'USD');

function performance({ days, month, holdings }: MonthRecord): ReportBlock[] {
  const [first, last] = [days[0], days.at(-1)];
  const inMonth = days.filter(({ date }) => date.startsWith(month));
  if (first === undefined || last === undefined || inMonth.length === 0) {
    return [
      text('There is nothing to tell of this month: the account had no money yet, or there are no prices for it.'),
    ];
  }
  const flows = Float64Array.from(days, ({ contributed }, t) =>
    t === 0 ? 0 : contributed - (days[t - 1]?.contributed ?? contributed),
  );
  const returns = timeWeightedReturns(
    Float64Array.from(days, ({ value }) => value),
    flows,
  );
  const paidIn = last.contributed - first.contributed;
  const gain = last.value - first.value - paidIn;
  const unpriced = holdings.flatMap(({ symbol, value }) => (value === null ? [symbol] : []));
  const rate =
    returns === undefined || returns.length === 0 ? null : returns.reduce((growth, r) => growth * (1 + r), 1) - 1;
  return [
    facts([
      fact('Return of the month', rate === null ? '–' : formatPercent(rate, { decimals: 2, sign: 'always' })),
      fact('Gain', formatMoney(gain, 'USD', { sign: 'always' })),
      fact('Value at the end', usd(last.value)),
      fact(`Value on ${formatDay(first.date)}`, usd(first.value)),
      fact('Paid in since then', usd(paidIn)),
      fact('Market days', String(inMonth.length)),
    ]),
    ...(rate === null
      ? [text('A return needs at least two market days with money in the account.')]
      : [valueDrawing(days)]),
    ...(unpriced.length === 0
      ? []
      : [text(`There is no closing price of ${unpriced.join(', ')}: these values count it at the last price paid.`)]),
  ];
}

const valueDrawing = (days: MonthRecord['days']): ReportBlock => ({
  kind: 'drawing',
  title: 'Value at the close, US dollars',
  summary: `${formatDay(days[0]?.date ?? null)} to ${formatDay(days.at(-1)?.date ?? null)}, beside what was paid in.`,
  drawing: lineDrawing({
    dates: days.map(({ date }) => date),
    lines: [
      { label: 'Value', values: days.map(({ value }) => value), isOwn: true },
      { label: 'Paid in', values: days.map(({ contributed }) => contributed), isOwn: false },
    ],
    axisText: (value) => formatMoney(value, 'USD', { decimals: 0 }),
  }),
});

const moneyBlocks = ({ bookings, totals }: MonthRecord): ReportBlock[] => [
  facts([fact('Income', usd(totals.income)), fact('Taxes', usd(totals.taxes))]),
  table(
    'Bookings besides trades',
    [words('When', 1.6), words('What', 3), figures('Amount', 1.2)],
    bookings.map(({ at, what, amount }) => [formatInstant(at), what, formatMoney(amount, 'USD', { sign: 'always' })]),
    'Nothing was paid in or out, and there was no income and no tax.',
  ),
];

const tradeBlocks = ({ trades, totals }: MonthRecord): ReportBlock[] => [
  facts([
    fact('Commission', usd(totals.fees)),
    fact('Half the buying and selling gap', usd(totals.spreadCosts)),
    fact('Fills', formatCount(trades.length, 'fill')),
  ]),
  table(
    'Fills',
    [
      words('When', 2.2),
      words('Instrument', 1.5),
      words('Side', 0.7),
      figures('Quantity', 1.6),
      figures('Price', 1.4),
      figures('Value', 1.5),
      figures('Commission', 1.2),
    ],
    trades.map(({ at, symbol, side, quantity, price, value, fee }) => [
      formatInstant(at),
      symbol,
      side === 'buy' ? 'Buy' : 'Sell',
      formatQuantityText(quantity),
      usd(Number(price)),
      usd(value),
      usd(fee),
    ]),
    'Nothing was traded.',
  ),
];

interface HoldingLine extends Omit<MonthHolding, 'value'> {
  readonly value: number;
}

function holdingSections({ holdings, cash }: MonthRecord): ReportSection[] {
  const priced = holdings.flatMap(({ value, ...holding }): HoldingLine[] =>
    value === null ? [] : [{ ...holding, value }],
  );
  const unpriced = holdings.filter(({ value }) => value === null);
  const total = priced.reduce((sum, { value }) => sum + value, cash);
  const lines = [...priced, { symbol: 'Cash', assetClass: 'cash', quantity: '', value: cash }].toSorted(
    (left, right) => right.value - left.value,
  );
  const shares = total > 0 ? lines : [];
  if (shares.length === 0 && unpriced.length === 0) return [];
  return [
    {
      title: 'Holdings at the end',
      blocks: [
        ...(shares.length === 0 ? [] : [sharesDrawing(shares, total, priced.length)]),
        table(
          'Holdings',
          [words('Instrument', 2), figures('Quantity', 1.5), figures('Value', 1.5), figures('Share')],
          [
            ...shares.map(({ symbol, quantity, value }) => [
              symbol,
              quantity === '' ? '' : formatQuantityText(quantity),
              usd(value),
              formatPercent(value / total, { decimals: 2 }),
            ]),
            ...unpriced.map(({ symbol, quantity }) => [symbol, formatQuantityText(quantity), 'no price', '–']),
          ],
        ),
      ],
    },
  ];
}

const sharesDrawing = (shares: readonly HoldingLine[], total: number, count: number): ReportBlock => ({
  kind: 'drawing',
  title: 'Share of each holding, per cent',
  summary: `${formatCount(count, 'holding')} and cash.`,
  drawing: shareDrawing(
    shares.map(({ symbol, assetClass, value }) => ({
      label: symbol,
      share: value / total,
      text: formatPercent(value / total, { decimals: 2 }),
      color: CLASS_COLORS[assetClass] ?? COLORS.muted,
    })),
  ),
});
