import { isoDayFromNumber } from '@/lib/base/iso-day';
import type { Clock, RandomBytes } from '@/lib/base/clock';
import { tradingDays } from '@/lib/quant/market/calendar';
import type { Db } from '../db/client';
import { sharedSimulatedPanel, simulatedLastDay } from '../store/simulated-prices';
import { insertPriceSet, newestSimulatedSet, storePriceSet } from './price-set-rows';

const SIMULATED_LABEL = 'Simulated market';

/** The longest the exchanges have been closed at a stretch since 1990 is a week; twice that is safe. */
const CLOSED_DAYS_MAX = 14;

/** One writer at a time; others wait and find it done. */
const REFRESH_LOCK = 4_701_001;
const REFRESH_TRANSACTION = { maxWait: 30_000, timeout: 60_000 } as const;

/** Stores the shared simulated market up to yesterday, unless it is there. */
export async function refreshSimulatedMarket(source: {
  readonly db: Db;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
}): Promise<'stored' | 'fresh'> {
  const lastDay = simulatedLastDay(source.clock);
  const lastBar = tradingDays('nyse', lastDay - CLOSED_DAYS_MAX, lastDay).at(-1) ?? lastDay;
  const isFresh = (newest: { lastDay: string } | null): boolean =>
    newest !== null && newest.lastDay >= isoDayFromNumber(lastBar);
  if (isFresh(await newestSimulatedSet(source.db))) return 'fresh';
  return source.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${REFRESH_LOCK})`;
    if (isFresh(await newestSimulatedSet(tx))) return 'fresh';
    const panel = sharedSimulatedPanel(source.clock);
    const row = await storePriceSet(source, {
      userId: null,
      label: SIMULATED_LABEL,
      panel,
      report: { schemaVersion: 1, layout: 'simulated', rowCount: panel.dayCount, problems: [], problemCount: 0 },
    });
    await insertPriceSet(tx, row);
    return 'stored';
  }, REFRESH_TRANSACTION);
}
