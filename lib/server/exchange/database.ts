import pg from 'pg';

export type Sql = Pick<pg.ClientBase, 'query'>;

const CONNECTIONS_MAX = 8;

/** A client waits eight seconds for an answer; whatever takes longer here is given up first and asked for again. */
const CONNECTION_MILLISECONDS_MAX = 5_000;
const STATEMENT_MILLISECONDS_MAX = 10_000;
const IDLE_IN_TRANSACTION_MILLISECONDS_MAX = 20_000;

export function exchangePool(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECTION_MILLISECONDS_MAX,
    statement_timeout: STATEMENT_MILLISECONDS_MAX,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MILLISECONDS_MAX,
    application_name: 'ballast-exchange',
  });
  // A lost idle connection is replaced by the next query.
  pool.on('error', () => undefined);
  return pool;
}

export async function inTransaction<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
