import { microsToNumber } from '@/lib/base/money';
import { notionalMicros, priceFromNumber } from '@/lib/base/quantity';
import type { HeldNow } from '@/lib/shared/contracts/backtest';
import type { Db } from '../../db/client';
import { readBalances } from '../../ledger/ledger';
import { accountMarket } from './account-rows';

/**
 * What the oldest open account with holdings is made of, at the prices it is valued at; undefined without one.
 *
 * @param known symbols that get a weight; the others are counted together
 */
export async function heldNow(db: Db, userId: string, known: readonly string[]): Promise<HeldNow | undefined> {
  const accounts = await db.account.findMany({ where: { userId, closedAt: null }, orderBy: { createdAt: 'asc' } });
  for (const account of accounts) {
    const { cashMicros, positions } = await readBalances(db, account.id);
    if (positions.size === 0) continue;
    const { prices } = await accountMarket(db, account);
    const values = new Map<string, number>();
    for (const [symbol, { steps, decimals }] of positions) {
      const quote = prices.quote(symbol);
      if (quote === undefined) continue;
      values.set(symbol, microsToNumber(notionalMicros(steps, decimals, priceFromNumber(quote.referencePrice))));
    }
    const total = [...values.values()].reduce((sum, value) => sum + value, microsToNumber(cashMicros));
    if (!(total > 0)) continue;
    const isKnown = new Set(known);
    const elsewhere = [...values].reduce(
      (sum, [symbol, value]) => (isKnown.has(symbol) ? sum : sum + value / total),
      0,
    );
    const weights = Object.fromEntries(known.map((symbol) => [symbol, (values.get(symbol) ?? 0) / total]));
    return { accountName: account.name, weights, elsewhere };
  }
  return undefined;
}
