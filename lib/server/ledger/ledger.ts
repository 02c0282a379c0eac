import { invariant } from '@/lib/base/invariant';
import { formatPrice, notionalMicros, parsePrice, parseQuantity } from '@/lib/base/quantity';
import type { BrokerAction, BrokerDeposit, BrokerFill } from '../adapters/brokers/broker';
import type { DbTransaction } from '../db/client';

/**
 * The only writer of money. Every booking locks the account row first, is named by what the broker calls it, and is a
 * journal whose legs sum to zero; the database refuses anything else.
 */

export interface LockedAccount {
  readonly id: string;
  readonly userId: string;
  readonly externalId: string;
  readonly priceSetId: string;
}

/** Holds the account until the transaction ends; undefined when there is none. */
export async function lockAccount(tx: DbTransaction, accountId: string): Promise<LockedAccount | undefined> {
  const rows = await tx.$queryRaw<LockedAccount[]>`
    SELECT id::text, user_id::text AS "userId", external_id AS "externalId", price_set_id::text AS "priceSetId"
    FROM accounts WHERE id = ${accountId}::uuid AND closed_at IS NULL FOR UPDATE`;
  return rows[0];
}

interface Leg {
  readonly book: 'cash' | 'external' | 'trades' | 'fees' | 'income' | 'taxes' | 'position' | 'market';
  readonly symbol?: string;
  readonly amountMicros?: bigint;
  readonly quantitySteps?: bigint;
  readonly quantityDecimals?: number;
}

interface JournalHead {
  readonly kind: 'deposit' | 'fill' | BrokerAction['kind'];
  readonly reference: string;
  readonly bookedAt: Date;
  /** What the journal is about, where its legs do not say it. */
  readonly details?: Readonly<Record<string, string | number>>;
}

/** Writes a journal with its legs in two statements; false when it had been booked before. */
async function book(
  tx: DbTransaction,
  account: LockedAccount,
  head: JournalHead,
  legs: readonly Leg[],
): Promise<boolean> {
  const journals = await tx.$queryRaw<{ id: bigint }[]>`
    INSERT INTO journals (account_id, user_id, kind, reference, booked_at, details)
    VALUES (${account.id}::uuid, ${account.userId}::uuid, ${head.kind}, ${head.reference}, ${head.bookedAt},
            ${head.details === undefined ? null : JSON.stringify(head.details)}::jsonb)
    ON CONFLICT (account_id, kind, reference) DO NOTHING RETURNING id`;
  const journal = journals[0];
  if (journal === undefined) return false;
  await tx.$executeRaw`
    INSERT INTO ledger_entries (journal_id, account_id, user_id, book, currency, symbol, amount_micros, quantity_steps, quantity_decimals)
    SELECT ${journal.id}, ${account.id}::uuid, ${account.userId}::uuid, leg.book,
           CASE WHEN leg.symbol = '' THEN 'USD' END, NULLIF(leg.symbol, ''), leg.amount, leg.steps, leg.decimals
    FROM unnest(${legs.map(({ book: name }) => name)}::text[], ${legs.map(({ symbol }) => symbol ?? '')}::text[],
                ${legs.map(({ amountMicros }) => amountMicros ?? 0n)}::bigint[],
                ${legs.map(({ quantitySteps }) => quantitySteps ?? 0n)}::bigint[],
                ${legs.map(({ quantityDecimals }) => quantityDecimals ?? 0)}::int[])
         AS leg(book, symbol, amount, steps, decimals)`;
  return true;
}

export const bookDeposit = (tx: DbTransaction, account: LockedAccount, deposit: BrokerDeposit): Promise<boolean> =>
  book(tx, account, { kind: 'deposit', reference: deposit.depositId, bookedAt: deposit.paidAt }, [
    { book: 'cash', amountMicros: deposit.amountMicros },
    { book: 'external', amountMicros: -deposit.amountMicros },
  ]);

/** Our order that a fill belongs to. */
export interface FilledOrder {
  readonly id: string;
  readonly symbol: string;
  readonly side: string;
  readonly quantitySteps: bigint;
  readonly quantityDecimals: number;
  readonly filledSteps: bigint;
}

/**
 * Books what the broker reports as it reports it: cash against trades and fees, units against the market, the fill row,
 * and the order's filled quantity. An execution comes into the books once. A broker that filled more than we think we
 * ordered is believed: it took the order at the size it had when it was sent.
 */
export async function bookFill(
  tx: DbTransaction,
  account: LockedAccount,
  order: FilledOrder,
  fill: BrokerFill,
): Promise<boolean> {
  const { quantityDecimals } = order;
  const steps = parseQuantity(fill.quantity, quantityDecimals);
  const price = parsePrice(fill.price);
  invariant(steps !== undefined && steps > 0n && price !== undefined, `execution ${fill.executionId} has no amounts`);
  invariant(
    fill.symbol === order.symbol && fill.side === order.side,
    `execution ${fill.executionId} is not the order's`,
  );
  const valueMicros = notionalMicros(steps, quantityDecimals, price);
  const sign = fill.side === 'buy' ? 1n : -1n;
  const isNew = await book(tx, account, { kind: 'fill', reference: fill.executionId, bookedAt: fill.filledAt }, [
    { book: 'cash', amountMicros: -sign * valueMicros - fill.feeMicros },
    { book: 'trades', amountMicros: sign * valueMicros },
    { book: 'fees', amountMicros: fill.feeMicros },
    { book: 'position', symbol: fill.symbol, quantitySteps: sign * steps, quantityDecimals },
    { book: 'market', symbol: fill.symbol, quantitySteps: -sign * steps, quantityDecimals },
  ]);
  if (!isNew) return false;
  await tx.fill.create({
    data: {
      userId: account.userId,
      accountId: account.id,
      orderId: order.id,
      executionId: fill.executionId,
      quantitySteps: steps,
      quantityDecimals,
      price: formatPrice(price),
      feeMicros: fill.feeMicros,
      spreadCostMicros: spreadCost(fill, steps, { quantityDecimals, valueMicros, sign }),
      filledAt: fill.filledAt,
    },
  });
  await tx.$executeRaw`
    UPDATE orders SET filled_steps = filled_steps + ${steps},
      quantity_steps = GREATEST(quantity_steps, filled_steps + ${steps}),
      status = CASE WHEN status IN ('cancelled', 'rejected') THEN status
                    WHEN filled_steps + ${steps} >= quantity_steps THEN 'filled' ELSE 'partially-filled' END,
      updated_at = now()
    WHERE id = ${order.id}::uuid`;
  return true;
}

/** What was lost against the middle of the quote; zero where the broker does not tell it. */
function spreadCost(
  fill: BrokerFill,
  steps: bigint,
  known: { readonly quantityDecimals: number; readonly valueMicros: bigint; readonly sign: bigint },
): bigint {
  const reference = fill.referencePrice === null ? undefined : parsePrice(fill.referencePrice);
  if (reference === undefined) return 0n;
  return known.sign * (known.valueMicros - notionalMicros(steps, known.quantityDecimals, reference));
}

/**
 * Books what moved the account without an order: a dividend against income, a tax against taxes, a split against the
 * market with its fraction of a unit paid as a trade. An action comes into the books once.
 */
export async function bookAction(tx: DbTransaction, account: LockedAccount, action: BrokerAction): Promise<boolean> {
  const { actionId: reference, kind, amountMicros, bookedAt, symbol, date, ratio } = action;
  const cash = { book: 'cash', amountMicros } as const;
  if (kind === 'tax') {
    return book(tx, account, { kind, reference, bookedAt, details: { date } }, [
      cash,
      { book: 'taxes', amountMicros: -amountMicros },
    ]);
  }
  invariant(symbol !== null, `${kind} ${reference} has no symbol`);
  const details = { symbol, date, ...ratio };
  if (kind === 'dividend') {
    return book(tx, account, { kind, reference, bookedAt, details }, [
      cash,
      { book: 'income', amountMicros: -amountMicros },
    ]);
  }
  const quantityDecimals = await decimalsOf(tx, account.id, symbol);
  const quantitySteps = parseQuantity(action.quantityChange, quantityDecimals);
  invariant(quantitySteps !== undefined && ratio !== null, `split ${reference} has no quantity or ratio`);
  const units = { symbol, quantityDecimals } as const;
  return book(tx, account, { kind, reference, bookedAt, details }, [
    cash,
    { book: 'trades', amountMicros: -amountMicros },
    { book: 'position', ...units, quantitySteps },
    { book: 'market', ...units, quantitySteps: -quantitySteps },
  ]);
}

/** Of an instrument that is in the books already. */
async function decimalsOf(tx: DbTransaction, accountId: string, symbol: string): Promise<number> {
  const entry = await tx.ledgerEntry.findFirst({
    where: { accountId, symbol, book: 'position' },
    select: { quantityDecimals: true },
  });
  invariant(entry !== null, `${symbol} was split and is not in the books`);
  return entry.quantityDecimals;
}

export interface Balances {
  readonly cashMicros: bigint;
  /** Deposits less withdrawals. */
  readonly contributedMicros: bigint;
  /** What is held, by symbol; nothing that was sold out. */
  readonly positions: ReadonlyMap<string, { readonly steps: bigint; readonly decimals: number }>;
}

/** Balances are sums over the entries; there is no second copy that could differ. */
export async function readBalances(tx: DbTransaction, accountId: string): Promise<Balances> {
  const rows = await tx.$queryRaw<
    { book: string; symbol: string | null; amount: bigint; steps: bigint; decimals: number }[]
  >`
    SELECT book, symbol, sum(amount_micros)::bigint AS amount, sum(quantity_steps)::bigint AS steps,
           quantity_decimals AS decimals
    FROM ledger_entries WHERE account_id = ${accountId}::uuid AND book IN ('cash', 'external', 'position')
    GROUP BY book, symbol, quantity_decimals ORDER BY symbol`;
  const sumOf = (name: string): bigint => rows.find(({ book: rowBook }) => rowBook === name)?.amount ?? 0n;
  const positions = rows.flatMap(({ book: rowBook, symbol, steps, decimals }) =>
    rowBook === 'position' && symbol !== null && steps !== 0n ? [[symbol, { steps, decimals }] as const] : [],
  );
  const bySymbol = new Map(positions);
  // The exchange books an instrument of an account with one number of decimals.
  invariant(bySymbol.size === positions.length, `an instrument of ${accountId} is held in two units`);
  return { cashMicros: sumOf('cash'), contributedMicros: -sumOf('external'), positions: bySymbol };
}
