import { isoDayFromNumber } from '@/lib/base/iso-day';
import { formatQuantity } from '@/lib/base/quantity';
import { usdFromMicros } from '@/lib/codec/usd-text';
import { exactShare } from '@/lib/quant/trading/lots/exact-share';
import { yearOfDay } from '@/lib/quant/trading/lots/holding-period';
import type { Lot } from '@/lib/quant/trading/lots/lot';
import { TAX_PRESETS } from '@/lib/quant/trading/taxes/presets';
import type { TaxFigures, TaxLotView } from '@/lib/shared/contracts/account';
import type { MoneyText } from '@/lib/shared/contracts/common';
import type { DbTransaction } from '../../db/client';
import { type LotReplay, replayLots } from '../../ledger/replay-lots';
import type { LastPrices } from '../../store/last-prices';

/**
 * Lots as a broker in the United States reports them: first in, first out, long-term after more than a year, losses of
 * wash sales moved to the replacement. Which rates an investor pays changes none of that.
 */
const REPORTED = TAX_PRESETS['us-federal-2024'].policy({ lotMethod: 'fifo', filing: 'single', taxableIncome: 0 });

/** The book's micro-units are whole numbers. */
const money = (micros: number): MoneyText => usdFromMicros(BigInt(micros));

/** The lots of an account by symbol, and the symbols in the order of the book's columns. */
export const accountLots = (tx: DbTransaction, accountId: string, { instruments }: LastPrices): Promise<LotReplay> =>
  replayLots(tx, accountId, instruments, REPORTED);

/** What the units still held cost, by symbol: the sum of their lots. */
export function costBySymbol({ book, symbols }: LotReplay): ReadonlyMap<string, bigint> {
  const costs = new Map<string, bigint>();
  for (const { column, basisMicros } of book.lots()) {
    const symbol = symbols[column] ?? '';
    costs.set(symbol, (costs.get(symbol) ?? 0n) + BigInt(basisMicros));
  }
  return costs;
}

export interface HeldPosition {
  readonly symbol: string;
  readonly name: string;
  readonly decimals: number;
  readonly valueMicros: bigint;
}

export interface TaxLots {
  readonly lots: TaxLotView[];
  readonly taxFigures: TaxFigures;
}

/** @param today the day on which a sale would be short- or long-term */
export function taxLotsView(
  { book, symbols, income }: LotReplay,
  held: readonly HeldPosition[],
  today: number,
): TaxLots {
  const bySymbol = new Map(held.map((position) => [position.symbol, position]));
  const left = new Map(held.map(({ symbol, valueMicros }) => [symbol, Number(valueMicros)]));
  const unrealized = { short: 0, long: 0 };
  const stepsLeft = new Map<string, number>();
  const lots = together(book.lots());
  for (const { column, steps } of lots) {
    const symbol = symbols[column] ?? '';
    stepsLeft.set(symbol, (stepsLeft.get(symbol) ?? 0) + steps);
  }
  const views = lots.flatMap((lot): TaxLotView[] => {
    const position = bySymbol.get(symbols[lot.column] ?? '');
    if (position === undefined) return [];
    const { symbol } = position;
    const [value, steps] = [left.get(symbol) ?? 0, stepsLeft.get(symbol) ?? lot.steps];
    // Each lot takes its share of what is left, so that lots add up to the position.
    const valueMicros = exactShare(value, lot.steps, steps);
    left.set(symbol, value - valueMicros);
    stepsLeft.set(symbol, steps - lot.steps);
    const isLongTerm = today >= lot.longTermFromDay;
    unrealized[isLongTerm ? 'long' : 'short'] += valueMicros - lot.basisMicros;
    return [lotView(lot, position, { valueMicros, isLongTerm })];
  });
  const year = yearOfDay(today);
  const realized = { short: 0, long: 0 };
  for (const gain of book.realised()) {
    if (yearOfDay(gain.day) !== year) continue;
    realized[gain.isLong ? 'long' : 'short'] += gain.proceedsMicros - gain.basisMicros + gain.disallowedMicros;
  }
  return {
    lots: views,
    taxFigures: {
      year,
      unrealizedShort: money(unrealized.short),
      unrealizedLong: money(unrealized.long),
      realizedShort: money(realized.short),
      realizedLong: money(realized.long),
      income: [...income].map(([symbol, micros]) => ({ symbol, amount: money(micros) })),
    },
  };
}

/** The parts in which an order was filled on one day are one line. */
function together(lots: readonly Lot[]): Lot[] {
  const lines = new Map<string, Lot>();
  for (const lot of lots) {
    const key = [lot.column, lot.boughtDay, lot.heldFromDay, lot.isReplacement].join();
    const line = lines.get(key);
    const steps = (line?.steps ?? 0) + lot.steps;
    lines.set(key, { ...(line ?? lot), steps, basisMicros: (line?.basisMicros ?? 0) + lot.basisMicros });
  }
  return [...lines.values()];
}

const lotView = (
  { boughtDay, longTermFromDay, steps, basisMicros, isReplacement }: Lot,
  { symbol, name, decimals }: HeldPosition,
  { valueMicros, isLongTerm }: { readonly valueMicros: number; readonly isLongTerm: boolean },
): TaxLotView => ({
  symbol,
  name,
  boughtDate: isoDayFromNumber(boughtDay),
  quantity: formatQuantity(BigInt(steps), decimals),
  costBasis: money(basisMicros),
  value: money(valueMicros),
  unrealizedGain: money(valueMicros - basisMicros),
  isLongTerm,
  longTermFrom: isoDayFromNumber(longTermFromDay),
  hasWashedLoss: isReplacement,
});
