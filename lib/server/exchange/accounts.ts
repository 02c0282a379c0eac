import type { Clock } from '@/lib/base/clock';
import { invariant } from '@/lib/base/invariant';
import type { Sql } from './database';
import { MarketSpec } from './market';

export interface ExchangeAccount {
  readonly id: string;
  readonly market: MarketSpec;
  readonly commissionBasisPoints: number;
  readonly cashMicros: bigint;
  /** The last market day whose corporate actions are booked; null where the market has none. */
  readonly settledDay: number | null;
  readonly createdAt: Date;
}

interface AccountRow {
  readonly id: string;
  readonly market: unknown;
  readonly commission_basis_points: number;
  readonly cash_micros: string;
  readonly settled_day: number | null;
  readonly created_at: Date;
}

const accountOf = (row: AccountRow): ExchangeAccount => ({
  id: row.id,
  market: MarketSpec.parse(row.market),
  commissionBasisPoints: row.commission_basis_points,
  cashMicros: BigInt(row.cash_micros),
  settledDay: row.settled_day,
  createdAt: row.created_at,
});

const COLUMNS = 'id, market, commission_basis_points, cash_micros, settled_day, created_at';

export async function findAccount(sql: Sql, id: string): Promise<ExchangeAccount | undefined> {
  const { rows } = await sql.query<AccountRow>(`SELECT ${COLUMNS} FROM exchange.accounts WHERE id = $1`, [id]);
  return rows[0] === undefined ? undefined : accountOf(rows[0]);
}

/** Money moves only while this lock is held, so that two orders never spend the same cash. */
export async function lockAccount(sql: Sql, id: string): Promise<ExchangeAccount> {
  const { rows } = await sql.query<AccountRow>(`SELECT ${COLUMNS} FROM exchange.accounts WHERE id = $1 FOR UPDATE`, [
    id,
  ]);
  invariant(rows[0] !== undefined, `there is no exchange account ${id}`);
  return accountOf(rows[0]);
}

interface OpenAccount {
  readonly id: string;
  readonly market: MarketSpec;
  readonly commissionBasisPoints: number;
  /** Null where the market has no corporate actions. */
  readonly settledDay: number | null;
}

/** The caller names the account, so asking twice opens one. */
export async function openAccount(sql: Sql, clock: Clock, account: OpenAccount): Promise<ExchangeAccount> {
  await sql.query(
    `INSERT INTO exchange.accounts (id, market, currency, commission_basis_points, settled_day, created_at)
     VALUES ($1, $2, 'USD', $3, $4, $5) ON CONFLICT (id) DO NOTHING`,
    [
      account.id,
      JSON.stringify(account.market),
      account.commissionBasisPoints,
      account.settledDay,
      new Date(clock.now()),
    ],
  );
  const opened = await findAccount(sql, account.id);
  invariant(opened !== undefined, 'an account that was just opened is there');
  return opened;
}

export async function changeCash(sql: Sql, id: string, changeMicros: bigint): Promise<void> {
  const values = [id, changeMicros.toString()];
  await sql.query('UPDATE exchange.accounts SET cash_micros = cash_micros + $2 WHERE id = $1', values);
}

export interface Deposit {
  readonly id: string;
  readonly clientReference: string;
  readonly amountMicros: bigint;
  readonly createdAt: Date;
}

interface DepositRow {
  readonly id: string;
  readonly client_reference: string;
  readonly amount_micros: string;
  readonly created_at: Date;
}

const depositOf = (row: DepositRow): Deposit => ({
  id: row.id,
  clientReference: row.client_reference,
  amountMicros: BigInt(row.amount_micros),
  createdAt: row.created_at,
});

/** Pays paper money in, once a reference; the same reference with another amount is a conflict. */
export async function deposit(
  sql: Sql,
  clock: Clock,
  accountId: string,
  wanted: { readonly clientReference: string; readonly amountMicros: bigint },
): Promise<Deposit | 'conflict'> {
  await lockAccount(sql, accountId);
  const inserted = await sql.query<DepositRow>(
    `INSERT INTO exchange.deposits (account_id, client_reference, amount_micros, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (account_id, client_reference) DO NOTHING RETURNING id, client_reference, amount_micros, created_at`,
    [accountId, wanted.clientReference, wanted.amountMicros.toString(), new Date(clock.now())],
  );
  if (inserted.rows[0] !== undefined) {
    await changeCash(sql, accountId, wanted.amountMicros);
    return depositOf(inserted.rows[0]);
  }
  const { rows } = await sql.query<DepositRow>(
    `SELECT id, client_reference, amount_micros, created_at FROM exchange.deposits
     WHERE account_id = $1 AND client_reference = $2`,
    [accountId, wanted.clientReference],
  );
  invariant(rows[0] !== undefined, 'a reference that is taken has its deposit');
  const existing = depositOf(rows[0]);
  return existing.amountMicros === wanted.amountMicros ? existing : 'conflict';
}

/** In order; `afterId` is the last one the caller knows. */
export async function depositsAfter(sql: Sql, accountId: string, afterId: string, limit: number): Promise<Deposit[]> {
  const { rows } = await sql.query<DepositRow>(
    `SELECT id, client_reference, amount_micros, created_at FROM exchange.deposits
     WHERE account_id = $1 AND id > $2 ORDER BY id LIMIT $3`,
    [accountId, afterId, limit],
  );
  return rows.map(depositOf);
}

interface PositionRow {
  readonly symbol: string;
  readonly steps: string;
  readonly decimals_min: number;
  readonly decimals: number;
  readonly open_sells: string;
}

/**
 * Units held by symbol: what was bought less what was sold, and what splits made of it. Steps are added as they are: an
 * account keeps its market, and in a market an instrument has one number of decimals.
 */
export async function positionsOf(sql: Sql, accountId: string): Promise<Map<string, Position>> {
  const { rows } = await sql.query<PositionRow>(
    `SELECT m.symbol, sum(m.steps)::text AS steps, min(m.quantity_decimals) AS decimals_min,
            max(m.quantity_decimals) AS decimals,
            COALESCE((SELECT sum(o.quantity_steps - o.filled_steps) FROM exchange.orders o
                      WHERE o.account_id = $1 AND o.symbol = m.symbol AND o.side = 'sell'
                        AND o.next_fill_at IS NOT NULL), 0)::text AS open_sells
     FROM (SELECT symbol, quantity_decimals, CASE side WHEN 'buy' THEN quantity_steps ELSE -quantity_steps END AS steps
           FROM exchange.executions WHERE account_id = $1
           UNION ALL SELECT symbol, quantity_decimals, steps_change FROM exchange.actions
           WHERE account_id = $1 AND kind = 'split') AS m
     GROUP BY m.symbol ORDER BY m.symbol`,
    [accountId],
  );
  return new Map(
    rows.map(({ symbol, steps, decimals_min, decimals, open_sells }): [string, Position] => {
      invariant(decimals_min === decimals, `${symbol} was booked with ${decimals_min} and with ${decimals} decimals`);
      return [symbol, { symbol, steps: BigInt(steps), decimals, availableSteps: BigInt(steps) - BigInt(open_sells) }];
    }),
  );
}

export interface Position {
  readonly symbol: string;
  readonly steps: bigint;
  readonly decimals: number;
  /** Not yet promised to an open sale. */
  readonly availableSteps: bigint;
}

/** Cash that no open purchase has set aside. */
export async function buyingPower(sql: Sql, account: ExchangeAccount): Promise<bigint> {
  const { rows } = await sql.query<{ reserved: string }>(
    `SELECT COALESCE(sum(reserved_micros), 0)::text AS reserved FROM exchange.orders
     WHERE account_id = $1 AND next_fill_at IS NOT NULL`,
    [account.id],
  );
  return account.cashMicros - BigInt(rows[0]?.reserved ?? 0);
}
