import { invariant } from '@/lib/base/invariant';
import { dayNumber, isoDay, isoDayOfInstant } from '@/lib/base/iso-day';
import type { Instrument } from '@/lib/quant/market/instrument';
import { yearOfDay } from '@/lib/quant/trading/lots/holding-period';
import { LotBook } from '@/lib/quant/trading/lots/lot-book';
import type { YearTax } from '@/lib/quant/trading/lots/year-tax';
import { qualifiedSharesOf } from '@/lib/quant/trading/taxes/qualified-shares';
import type { TaxPolicy } from '@/lib/quant/trading/taxes/types';
import type { DbTransaction } from '../db/client';

/** What of a journal the lots need to know. */
interface BookedEvent {
  readonly kind: 'fill' | 'dividend' | 'split';
  readonly bookedAt: Date;
  readonly symbol: string;
  /** Market day of a dividend or split; null for a fill, which happened when it was booked. */
  readonly date: string | null;
  readonly cash: bigint;
  readonly steps: bigint;
  readonly numerator: number | null;
  readonly denominator: number | null;
}

export interface LotReplay {
  readonly book: LotBook;
  /** What each column of the book stands for. */
  readonly symbols: readonly string[];
  /** Dividends received, integer micro-units by symbol. */
  readonly income: ReadonlyMap<string, number>;
  /** Years that have ended before the last event, as the book closed them. */
  readonly years: readonly YearTax[];
}

/**
 * The lots of an account, by the code that keeps them in a backtest, from what its ledger has booked.
 *
 * @param instruments tell the asset class, which the tax on dividends asks for; one that is gone by now may be missing
 */
export async function replayLots(
  tx: DbTransaction,
  accountId: string,
  instruments: readonly Pick<Instrument, 'symbol' | 'assetClass'>[],
  policy: TaxPolicy,
): Promise<LotReplay> {
  const events = await tx.$queryRaw<BookedEvent[]>`
    SELECT j.kind, j.booked_at AS "bookedAt", COALESCE(j.details ->> 'symbol', max(e.symbol)) AS symbol,
           j.details ->> 'date' AS date,
           COALESCE(sum(e.amount_micros) FILTER (WHERE e.book = 'cash'), 0)::bigint AS cash,
           COALESCE(sum(e.quantity_steps) FILTER (WHERE e.book = 'position'), 0)::bigint AS steps,
           (j.details ->> 'numerator')::int AS numerator, (j.details ->> 'denominator')::int AS denominator
    FROM journals j JOIN ledger_entries e ON e.journal_id = j.id
    WHERE j.account_id = ${accountId}::uuid AND j.kind IN ('fill', 'dividend', 'split')
    GROUP BY j.id ORDER BY j.id`;
  const symbols = [...new Set(events.map(({ symbol }) => symbol))];
  const known = new Map(instruments.map((instrument) => [instrument.symbol, instrument]));
  const grains = symbols.map((symbol) => known.get(symbol) ?? { symbol, assetClass: 'cash' as const });
  const book = new LotBook(symbols.length, policy, qualifiedSharesOf(policy, grains));
  const columnOf = new Map(symbols.map((symbol, column) => [symbol, column]));
  const income = new Map<string, number>();
  const years: YearTax[] = [];
  let year: number | undefined;
  for (const event of events) {
    const day = dayOf(event);
    for (year ??= yearOfDay(day); year < yearOfDay(day); year++) years.push(book.closeYear(year));
    const column = columnOf.get(event.symbol);
    invariant(column !== undefined, `${event.symbol} has a column`);
    applyEvent(book, column, { ...event, day });
    if (event.kind === 'dividend') income.set(event.symbol, (income.get(event.symbol) ?? 0) + Number(event.cash));
  }
  return { book, symbols, income, years };
}

const dayOf = ({ date, bookedAt }: BookedEvent): number =>
  dayNumber(date === null ? isoDayOfInstant(bookedAt.getTime()) : isoDay(date));

function applyEvent(book: LotBook, column: number, event: BookedEvent & { readonly day: number }): void {
  const { kind, day, numerator, denominator } = event;
  const cash = Number(event.cash);
  if (kind === 'dividend') book.dividend(column, { day, amountMicros: cash });
  else if (kind === 'split') {
    invariant(numerator !== null && denominator !== null, 'a split has its ratio');
    book.split(column, numerator, denominator, { day, amountMicros: cash });
  } else if (event.steps > 0n) book.buy(column, { day, steps: Number(event.steps), costMicros: -cash });
  else book.sell(column, { day, steps: Number(-event.steps), proceedsMicros: cash });
}
