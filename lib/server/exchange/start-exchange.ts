import type { AddressInfo } from 'node:net';
import type { Clock, RandomBytes } from '@/lib/base/clock';
import type { Logger } from '../log';
import { exchangePool } from './database';
import { exchangeServer } from './http';
import { markets } from './market';
import { startMatcher } from './matcher';

export interface ExchangeOptions {
  readonly databaseUrl: string;
  /** 0: any free port. */
  readonly port: number;
  readonly secret: string;
  readonly fillDelayMilliseconds: number;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly log: Logger;
}

export interface RunningExchange {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** The whole exchange: books, matching and HTTP on this machine only. */
export async function startExchange(options: ExchangeOptions): Promise<RunningExchange> {
  const { clock, randomBytes, fillDelayMilliseconds, log } = options;
  const pool = exchangePool(options.databaseUrl);
  const exchange = { pool, desk: { clock, randomBytes, fillDelayMilliseconds }, marketOf: markets(clock) };
  const server = exchangeServer(exchange, options.secret, log);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const matcher = startMatcher(pool, exchange.desk, exchange.marketOf, log);
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      await matcher.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await pool.end();
    },
  };
}
