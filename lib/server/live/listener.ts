import pg from 'pg';
import type { Logger } from '../log';

/** Wait between attempts to reconnect: long enough for a restart of the database, short enough for a progress bar. */
const RECONNECT_MILLISECONDS = 1_000;

/** A database that takes the connection and says nothing is tried again. */
const CONNECTION_MILLISECONDS_MAX = 5_000;

/** A dead connection that nobody closed is noticed by this. */
const KEEP_ALIVE_MILLISECONDS = 10_000;

export interface Listener {
  /** Called with each id that is told on the channel, and with undefined after a gap: anything may have changed. */
  readonly subscribe: (onNews: (id: string | undefined) => void) => () => void;
  readonly close: () => Promise<void>;
}

/**
 * One connection that listens on a channel, shared by all subscribers of the process. News carries ids only: the
 * listener reads the row again, so a lost or doubled notice does no harm.
 */
export function listen(databaseUrl: string, channel: string, log: Logger): Listener {
  const subscribers = new Set<(id: string | undefined) => void>();
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const tell = (id: string | undefined): void => {
    for (const onNews of subscribers) onNews(id);
  };
  const connect = async (): Promise<void> => {
    const next = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: CONNECTION_MILLISECONDS_MAX,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MILLISECONDS,
      application_name: `ballast-live-${channel}`,
    });
    next.on('notification', ({ payload }) => {
      tell(payload);
    });
    next.on('error', () => undefined);
    next.once('end', () => {
      reconnectLater();
    });
    client = next;
    try {
      await next.connect();
      await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      next.end().catch(() => undefined);
      throw error;
    }
    // Closed meanwhile: what was to be ended then did not exist yet.
    if (isClosed) await next.end();
    else tell(undefined);
  };
  const attempt = (): void => {
    connect().catch((error: unknown) => {
      log.warn({ err: error, channel }, 'not listening, trying again');
      reconnectLater();
    });
  };
  const reconnectLater = (): void => {
    if (isClosed || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      attempt();
    }, RECONNECT_MILLISECONDS);
  };
  attempt();
  return {
    subscribe: (onNews) => {
      subscribers.add(onNews);
      return () => subscribers.delete(onNews);
    },
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      subscribers.clear();
      await client?.end().catch(() => undefined);
    },
  };
}
