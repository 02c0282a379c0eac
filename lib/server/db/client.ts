import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client';

export type Db = PrismaClient;
/** Inside a transaction; what services and money writes take. */
export type DbTransaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];

const POOL_SIZE = 10;

/** For a connection, free or new: beyond this somebody is told to come again instead of joining a queue without end. */
const CONNECTION_MILLISECONDS_MAX = 8_000;

/** No statement of ours takes a second; one that waits this long waits for a lock that somebody forgot. */
const STATEMENT_MILLISECONDS_MAX = 30_000;

/** A process that was stopped in the middle must not keep its locks for good. */
const IDLE_IN_TRANSACTION_MILLISECONDS_MAX = 60_000;

/** Short writes: Prisma's own two seconds to begin are too few when the machine is busy. Money work asks for more. */
const TRANSACTION = { maxWait: CONNECTION_MILLISECONDS_MAX, timeout: 15_000 } as const;

export function createDb(databaseUrl: string): Db {
  const adapter = new PrismaPg({
    connectionString: databaseUrl,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECTION_MILLISECONDS_MAX,
    statement_timeout: STATEMENT_MILLISECONDS_MAX,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MILLISECONDS_MAX,
  });
  return new PrismaClient({ adapter, transactionOptions: TRANSACTION });
}
