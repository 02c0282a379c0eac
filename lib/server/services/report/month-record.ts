import { dayNumber, isoDayOfInstant } from '@/lib/base/iso-day';
import { formatMicros, microsToNumber } from '@/lib/base/money';
import { formatQuantity, notionalMicros, parsePrice, PRICE_DECIMALS } from '@/lib/base/quantity';
import { describeInstrument } from '@/lib/quant/market/known-instruments';
import { indexOfSymbol, type PricePanel } from '@/lib/quant/market/panel';
import type { DbTransaction } from '../../db/client';
import type { Account } from '../../db/generated/client';
import { currentPriceSet, sourceInfo } from '../../prices/price-set-rows';
import type { MonthBooking, MonthHolding, MonthRecord, MonthTrade } from '../../reports/month-report';
import { lastClose } from '../../store/last-prices';
import { loadPanel } from '../../store/panel-store';
import { dailyValues } from '../account/value-history';
import { type BookedSteps, heldQuantity } from './held-quantity';

interface Span {
  readonly from: Date;
  /** The first instant after the month. */
  readonly end: Date;
}

function spanOf(month: string): Span {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { from: new Date(Date.UTC(year, number - 1, 1)), end: new Date(Date.UTC(year, number, 1)) };
}

/** A month of an account, read from its books and the prices it is valued at now. */
export async function monthRecord(tx: DbTransaction, account: Account, month: string): Promise<MonthRecord> {
  const span = spanOf(month);
  const priceSet = await currentPriceSet(tx, account.priceSetId);
  const panel = await loadPanel(priceSet.contentHash);
  const values = await dailyValues(tx, account.id, panel);
  const before = values.findLast(({ date }) => date < `${month}-01`);
  const inMonth = values.filter(({ date }) => date.startsWith(month));
  const journals = await journalsOf(tx, account.id, span);
  const trades = await tradesOf(tx, account.id, span);
  const { holdings, cash } = await heldAt(tx, account.id, { end: span.end, panel });
  const sum = (amounts: readonly bigint[]): string =>
    formatMicros(amounts.reduce((total, amount) => total + amount, 0n));
  const booked = (kind: string): bigint[] =>
    journals.filter((journal) => journal.kind === kind).map(({ cash: c }) => c);
  return {
    accountName: account.name,
    month,
    isOver: priceSet.lastDay >= span.end.toISOString().slice(0, 10),
    days: before === undefined ? inMonth : [before, ...inMonth],
    trades: trades.map(({ trade }) => trade),
    bookings: journals.flatMap((journal) => (journal.kind === 'fill' ? [] : [bookingOf(journal)])),
    totals: {
      fees: sum(trades.map(({ feeMicros }) => feeMicros)),
      spreadCosts: sum(trades.map(({ spreadCostMicros }) => spreadCostMicros)),
      income: sum(booked('dividend')),
      taxes: sum(booked('tax').map((amount) => -amount)),
    },
    holdings,
    cash,
    source: sourceInfo(priceSet),
    pricesHash: priceSet.contentHash,
  };
}

interface BookedJournal {
  readonly at: Date;
  readonly kind: string;
  readonly symbol: string | null;
  /** Micro-units by which it moved the cash. */
  readonly cash: bigint;
}

const journalsOf = (tx: DbTransaction, accountId: string, { from, end }: Span): Promise<BookedJournal[]> =>
  tx.$queryRaw<BookedJournal[]>`
    SELECT j.booked_at AS at, j.kind, j.details ->> 'symbol' AS symbol,
           COALESCE(sum(e.amount_micros) FILTER (WHERE e.book = 'cash'), 0)::bigint AS cash
    FROM journals j JOIN ledger_entries e ON e.journal_id = j.id
    WHERE j.account_id = ${accountId}::uuid AND j.booked_at >= ${from} AND j.booked_at < ${end}
    GROUP BY j.id ORDER BY j.booked_at, j.id`;

const KINDS: Readonly<Record<string, string>> = {
  deposit: 'Paid in',
  withdrawal: 'Paid out',
  dividend: 'Dividend',
  split: 'Split',
  tax: 'Tax',
  reversal: 'Taken back',
};

const bookingOf = ({ at, kind, symbol, cash }: BookedJournal): MonthBooking => ({
  at: at.toISOString(),
  what: `${KINDS[kind] ?? kind}${symbol === null ? '' : ` of ${symbol}`}`,
  amount: formatMicros(cash),
});

interface BookedTrade {
  readonly trade: MonthTrade;
  readonly feeMicros: bigint;
  readonly spreadCostMicros: bigint;
}

async function tradesOf(tx: DbTransaction, accountId: string, { from, end }: Span): Promise<BookedTrade[]> {
  const where = { accountId, filledAt: { gte: from, lt: end } };
  const fills = await tx.fill.findMany({ where, orderBy: [{ filledAt: 'asc' }, { id: 'asc' }] });
  const ids = fills.map(({ orderId }) => orderId);
  const orders = await tx.order.findMany({
    where: { id: { in: ids } },
    select: { id: true, symbol: true, side: true },
  });
  const orderOf = new Map(orders.map((order) => [order.id, order]));
  return fills.flatMap((fill): BookedTrade[] => {
    const order = orderOf.get(fill.orderId);
    const priceText = fill.price.toFixed(PRICE_DECIMALS);
    const price = parsePrice(priceText);
    if (order === undefined || price === undefined) return [];
    const { feeMicros, spreadCostMicros } = fill;
    const trade: MonthTrade = {
      at: fill.filledAt.toISOString(),
      symbol: order.symbol,
      side: order.side,
      quantity: formatQuantity(fill.quantitySteps, fill.quantityDecimals),
      price: priceText,
      value: formatMicros(notionalMicros(fill.quantitySteps, fill.quantityDecimals, price)),
      fee: formatMicros(feeMicros),
      spreadCost: formatMicros(spreadCostMicros),
    };
    return [{ trade, feeMicros, spreadCostMicros }];
  });
}

interface BookSum extends BookedSteps {
  readonly symbol: string | null;
  readonly amount: bigint;
}

/** What was held when the month ended, at the last closes before that. */
async function heldAt(
  tx: DbTransaction,
  accountId: string,
  { end, panel }: { readonly end: Date; readonly panel: PricePanel },
): Promise<{ holdings: MonthHolding[]; cash: number }> {
  const sums = await tx.$queryRaw<BookSum[]>`
    SELECT e.symbol, sum(e.amount_micros)::bigint AS amount, sum(e.quantity_steps)::bigint AS steps,
           e.quantity_decimals AS decimals
    FROM ledger_entries e JOIN journals j ON j.id = e.journal_id
    WHERE e.account_id = ${accountId}::uuid AND e.book IN ('cash', 'position') AND j.booked_at < ${end}
    GROUP BY e.book, e.symbol, e.quantity_decimals ORDER BY e.symbol`;
  const endDay = dayNumber(isoDayOfInstant(end.getTime()));
  const row = panel.days.findLastIndex((day) => day < endDay);
  const symbols = new Set(sums.flatMap(({ symbol }) => symbol ?? []));
  const holdings = [...symbols].flatMap((symbol): MonthHolding[] => {
    const quantity = heldQuantity(sums.filter((sum) => sum.symbol === symbol));
    if (quantity === undefined) return [];
    const column = indexOfSymbol(panel, symbol);
    const close = column === undefined ? undefined : lastClose(panel, row, column);
    const value = close === undefined ? null : quantity.size * close;
    const { assetClass } = panel.instruments[column ?? -1] ?? describeInstrument(symbol);
    return [{ symbol, assetClass, quantity: quantity.text, value }];
  });
  const cash = sums.reduce((total, { symbol, amount }) => (symbol === null ? total + amount : total), 0n);
  return { holdings, cash: microsToNumber(cash) };
}
