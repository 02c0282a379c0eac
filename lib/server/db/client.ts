import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client';

export type Db = PrismaClient;
/** Inside a transaction; what services and money writes take. */
export type DbTransaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];

const POOL_SIZE = 10;

export function createDb(databaseUrl: string): Db {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl, max: POOL_SIZE }) });
}
