import { formatMicros } from '@/lib/base/money';
import { formatQuantity, parseQuantity } from '@/lib/base/quantity';
import type { Broker } from '../adapters/brokers/broker';
import type { DbTransaction } from '../db/client';
import { readBalances } from './ledger';

/** A rule of the books that does not hold; there must never be one. */
export interface LedgerFault {
  readonly rule: 'L1' | 'L2' | 'L3' | 'L4' | 'L5' | 'L9';
  readonly detail: string;
}

/**
 * L1 journals sum to zero; L2 cash follows from deposits, trades, fees, income and taxes; L3 positions follow from fills
 * and splits;
 * L4 cash is never negative; L5 no short position; L9 an order's filled quantity is the sum of its executions.
 * L4 and L5 are checked after every booking, in the order they were made.
 */
export async function checkLedger(tx: DbTransaction, accountId: string): Promise<LedgerFault[]> {
  const faults = await tx.$queryRaw<LedgerFault[]>`
    WITH entries AS (SELECT * FROM ledger_entries WHERE account_id = ${accountId}::uuid),
    running AS (
      SELECT id, book, symbol, sum(amount_micros) OVER (PARTITION BY book, symbol ORDER BY id) AS cash,
             sum(quantity_steps) OVER (PARTITION BY book, symbol ORDER BY id) AS steps
      FROM entries WHERE book IN ('cash', 'position')),
    moved AS (
      SELECT o.symbol, CASE o.side WHEN 'buy' THEN f.quantity_steps ELSE -f.quantity_steps END AS steps
      FROM fills f JOIN orders o ON o.id = f.order_id WHERE f.account_id = ${accountId}::uuid
      UNION ALL SELECT e.symbol, e.quantity_steps FROM entries e JOIN journals j ON j.id = e.journal_id
      WHERE j.kind = 'split' AND e.book = 'position'),
    filled AS (SELECT symbol, sum(steps) AS steps FROM moved GROUP BY symbol),
    held AS (SELECT symbol, sum(quantity_steps) AS steps FROM entries WHERE book = 'position' GROUP BY symbol)
    SELECT 'L1' AS rule, 'journal ' || journal_id || ' does not sum to zero' AS detail FROM entries
      GROUP BY journal_id, currency, symbol HAVING sum(amount_micros) <> 0 OR sum(quantity_steps) <> 0
    UNION ALL SELECT 'L2', 'cash and its counter-entries differ by ' || sum(amount_micros) FROM entries
      WHERE symbol IS NULL HAVING sum(amount_micros) <> 0
    UNION ALL SELECT 'L3', 'position and fills of ' || COALESCE(held.symbol, filled.symbol) || ' differ'
      FROM held FULL JOIN filled ON filled.symbol = held.symbol WHERE held.steps IS DISTINCT FROM filled.steps
    UNION ALL SELECT 'L4', 'cash was negative at entry ' || id FROM running WHERE book = 'cash' AND cash < 0
    UNION ALL SELECT 'L5', symbol || ' was short at entry ' || id FROM running WHERE book = 'position' AND steps < 0
    UNION ALL SELECT 'L9', 'order ' || o.id || ' does not equal its executions' FROM orders o
      LEFT JOIN fills f ON f.order_id = o.id WHERE o.account_id = ${accountId}::uuid
      GROUP BY o.id HAVING o.filled_steps <> COALESCE(sum(f.quantity_steps), 0)`;
  return faults;
}

export interface Difference {
  readonly what: string;
  readonly ours: string;
  readonly brokers: string;
}

export type Reconciliation =
  | { readonly status: 'matched' | 'break'; readonly differences: readonly Difference[] }
  | { readonly status: 'broker-unreachable'; readonly differences: readonly Difference[] };

/** Our books against the broker's statement of the same moment: cash and every quantity, exactly. */
export async function reconcile(tx: DbTransaction, accountId: string, broker: Broker): Promise<Reconciliation> {
  const [cash, positions] = await Promise.all([broker.cash(), broker.positions()]);
  if (cash.status === 'unreachable' || positions.status === 'unreachable') {
    return { status: 'broker-unreachable', differences: [] };
  }
  const ours = await readBalances(tx, accountId);
  const differences: Difference[] = [];
  if (ours.cashMicros !== cash.value.cashMicros) {
    differences.push({
      what: 'cash',
      ours: formatMicros(ours.cashMicros),
      brokers: formatMicros(cash.value.cashMicros),
    });
  }
  const theirs = new Map(positions.value.map(({ symbol, quantity }) => [symbol, quantity]));
  for (const symbol of new Set([...ours.positions.keys(), ...theirs.keys()])) {
    const held = ours.positions.get(symbol);
    const quantity = theirs.get(symbol) ?? '0';
    const isSame = parseQuantity(quantity, held?.decimals ?? 9) === (held?.steps ?? 0n);
    const oursText = held === undefined ? '0' : formatQuantity(held.steps, held.decimals);
    if (!isSame) differences.push({ what: symbol, ours: oursText, brokers: quantity });
  }
  return { status: differences.length === 0 ? 'matched' : 'break', differences };
}
