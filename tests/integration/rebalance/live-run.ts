import { randomUUID } from 'node:crypto';
import { isoDayFromNumber } from '@/lib/base/iso-day';
import { formatMicros, microsFromNumber, microsToNumber } from '@/lib/base/money';
import { isTradeRow, isObserved } from '@/lib/quant/backtest/prices';
import type { BacktestRequest } from '@/lib/quant/backtest/types';
import { indexOfDay, type PricePanel, view } from '@/lib/quant/market/panel';
import { decideAndPlan } from '@/lib/quant/trading/decide-and-plan';
import { startsPeriod } from '@/lib/quant/trading/rules/periods';
import type { Holdings, OrderSide } from '@/lib/quant/trading/types';
import { yearOfDay } from '@/lib/quant/trading/lots/holding-period';
import type { World } from '../../support/world';
import { ORDER_DAYS_MAX, VOLUME_SHARE_MAX } from './replay-case';

/** Server modules read the environment once; call this after the world has set it. */
export const loadLive = async () => ({
  ...(await import('@/lib/server/adapters/brokers/registry')),
  ...(await import('@/lib/server/ledger/check-ledger')),
  ...(await import('@/lib/server/ledger/ledger')),
  ...(await import('@/lib/server/ledger/pay-taxes')),
  ...(await import('@/lib/server/ledger/sync-account')),
  ...(await import('@/lib/server/rebalance/insert-rebalance')),
  ...(await import('@/lib/server/rebalance/run-rebalance')),
  ...(await import('@/lib/server/store/last-prices')),
  ...(await import('@/lib/server/store/panel-store')),
});
type LiveServer = Awaited<ReturnType<typeof loadLive>>;

/** The clock of every process of the test; a market day is over when it is asked about. */
export class DayClock {
  #now = Date.parse('2023-01-02T21:00:00Z');
  now = (): number => this.#now;
  set(day: number): void {
    this.#now = Date.parse(`${isoDayFromNumber(day)}T21:00:00Z`);
  }
}

export interface LiveOrder {
  readonly day: number;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly quantitySteps: number;
  readonly filledSteps: number;
}

export interface LiveFill {
  readonly day: number;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly quantitySteps: number;
}

export interface LiveResult {
  readonly accountId: string;
  readonly orders: readonly LiveOrder[];
  readonly skipped: readonly { readonly day: number; readonly symbol: string; readonly reason: string }[];
  readonly fills: readonly LiveFill[];
  readonly cashMicros: bigint;
  readonly quantitySteps: readonly number[];
  readonly taxMicros: readonly number[];
}

interface LiveRun {
  readonly world: World;
  readonly server: LiveServer;
  readonly clock: DayClock;
  readonly request: BacktestRequest;
  readonly userId: string;
  readonly accountId: string;
  readonly recommendationId: string;
  readonly broker: ReturnType<LiveServer['brokerOf']>;
  readonly skipped: LiveResult['skipped'][number][];
  readonly taxMicros: number[];
}

interface Pending {
  readonly row: number;
  readonly prices: Float64Array;
  readonly holdings: Holdings;
}

/** The same request as a backtest, day by day through the paper account: real database, exchange over HTTP, live code. */
export async function runLive(
  world: World,
  clock: DayClock,
  request: BacktestRequest,
  commissionBasisPoints: number,
): Promise<LiveResult> {
  const { panel } = request;
  const server = await loadLive();
  const firstRow = indexOfDay(panel, request.fromDay)!;
  const lastRow = indexOfDay(panel, request.toDay)!;
  clock.set(panel.days[firstRow]!);
  const run = await openLive(world, server, { clock, request, commissionBasisPoints });
  let pending: Pending | undefined;
  let rebalanceId: string | undefined;
  for (let row = firstRow; row <= lastRow; row++) {
    const [day, previousDay] = [panel.days[row]!, panel.days[row - 1]!];
    clock.set(day);
    const isDecisionRow = row === firstRow || startsPeriod(day, previousDay, 'quarterly');
    // Between trades the books are looked at once a week; the exchange keeps the days apart by itself.
    if (isDecisionRow || pending !== undefined || rebalanceId !== undefined || row % 5 === 0 || row === lastRow)
      await sync(run);
    if (row > firstRow) {
      if (yearOfDay(day) > yearOfDay(previousDay)) await payTaxes(run, yearOfDay(previousDay));
      if (pending !== undefined && isTradeRow(panel, row, pending.row)) {
        rebalanceId = await confirmPlan(run, pending, row);
        pending = undefined;
      }
      if (rebalanceId !== undefined && (await trade(run, rebalanceId, row)) === 'finished') rebalanceId = undefined;
    }
    if (isDecisionRow) {
      pending = { row, prices: closesAt(panel, row), holdings: await holdingsOf(run) };
    }
  }
  return resultOf(run);
}

async function openLive(
  world: World,
  server: LiveServer,
  options: Pick<LiveRun, 'clock' | 'request'> & { readonly commissionBasisPoints: number },
): Promise<LiveRun> {
  const { clock, request, commissionBasisPoints } = options;
  const userId = await world.newUser();
  const recommendationId = await world.acceptPlan(userId, {});
  const accountId = randomUUID();
  await world.db.account.create({
    data: {
      id: accountId,
      userId,
      kind: 'paper',
      name: 'Day by day',
      currency: 'USD',
      priceSetId: world.simulated.id,
      externalId: accountId,
      createdAt: new Date(clock.now()),
    },
  });
  const broker = server.brokerOf({ externalId: accountId });
  const hash = await server.savePanel(request.panel);
  const market = { kind: 'replay', hash, volume_share_max: VOLUME_SHARE_MAX, order_days_max: ORDER_DAYS_MAX } as const;
  const opened = await broker.openAccount(market, commissionBasisPoints);
  if (opened.status !== 'answered') throw new Error(opened.message);
  const paidIn = await broker.deposit('start', formatMicros(microsFromNumber(request.startMoney)));
  if (paidIn.status !== 'answered') throw new Error(paidIn.status);
  const rest = { skipped: [], taxMicros: [] };
  const run = { world, server, clock, request, userId, accountId, recommendationId, broker, ...rest };
  await sync(run);
  return run;
}

async function sync({ world, server, accountId, broker }: LiveRun): Promise<void> {
  const outcome = await server.syncAccount(world.workerCtx, accountId, broker);
  if (outcome.status === 'unreachable') throw new Error(outcome.message);
}

async function payTaxes(
  { world, server, request, accountId, broker, taxMicros }: LiveRun,
  year: number,
): Promise<void> {
  const account = { accountId, broker, instruments: request.panel.instruments, policy: request.taxes! };
  const outcome = await server.payTaxes(world.workerCtx, account, year);
  if (outcome.status === 'unpaid') throw new Error(outcome.reason);
  taxMicros.push(outcome.tax.taxMicros);
}

async function holdingsOf({ world, server, request, accountId }: LiveRun): Promise<Holdings> {
  const { cashMicros, positions } = await server.readBalances(world.db, accountId);
  const { instruments } = request.panel;
  return {
    cash: microsToNumber(cashMicros),
    quantitySteps: Float64Array.from(instruments, ({ symbol }) => Number(positions.get(symbol)?.steps ?? 0n)),
  };
}

/** What is known of prices at the close of a row. */
function closesAt(panel: PricePanel, row: number): Float64Array {
  const n = panel.instruments.length;
  return Float64Array.from({ length: n }, (_, i) => {
    let at = row;
    while (at >= 0 && !(panel.layers.close[at * n + i]! > 0)) at--;
    return panel.layers.close[at * n + i] ?? Number.NaN;
  });
}

/** The decision of an earlier close, planned at the prices of today and written down as a confirmed rebalance. */
async function confirmPlan(run: LiveRun, pending: Pending, row: number): Promise<string> {
  const { world, server, request, userId, accountId, recommendationId } = run;
  const { panel, strategy, policy, aim } = request;
  const { plan } = decideAndPlan({
    view: view(panel, pending.row + 1),
    policy,
    aim,
    strategy,
    holdings: await holdingsOf(run),
    decisionHoldings: pending.holdings,
    decisionPrices: pending.prices,
    tradePrices: closesAt(panel, row),
    excluded: panel.instruments.flatMap(({ symbol }, i) => (isObserved(panel, row, i) ? [] : [symbol])),
  });
  if (plan === undefined) throw new Error('nothing was decided');
  const day = panel.days[row]!;
  for (const { symbol, reason } of plan.skipped) run.skipped.push({ day, symbol, reason: reason.key });
  const head = { userId, accountId, recommendationId, key: `day-${day}`, planHash: `day-${day}`, plan: {} };
  return world.db.$transaction((tx) => server.insertRebalance(world.workerCtx, tx, head, plan.orders));
}

function trade({ world, server, request, accountId, broker }: LiveRun, rebalanceId: string, row: number) {
  return server.runRebalance({
    ctx: world.workerCtx,
    broker,
    accountId,
    rebalanceId,
    prices: server.lastPrices(view(request.panel, row + 1)),
    control: { report: () => undefined, shouldStop: () => false, isCancelled: () => false },
    holdsFence: () => Promise.resolve(true),
  });
}

const dayOf = (instant: Date): number => Math.floor(instant.getTime() / 86_400_000);
const sideOf = (side: string): OrderSide => (side === 'buy' ? 'buy' : 'sell');

async function resultOf(run: LiveRun): Promise<LiveResult> {
  const { world, server, accountId, broker, skipped, taxMicros } = run;
  const faults = await server.checkLedger(world.db, accountId);
  const books = await server.reconcile(world.db, accountId, broker);
  if (faults.length > 0 || books.status !== 'matched') throw new Error(JSON.stringify({ faults, books }));
  const rows = await world.db.order.findMany({
    where: { accountId },
    orderBy: [{ createdAt: 'asc' }, { sequence: 'asc' }],
  });
  const byId = new Map(rows.map((order) => [order.id, order]));
  const fills = await world.db.fill.findMany({ where: { accountId } });
  const { cash, quantitySteps } = await holdingsOf(run);
  return {
    accountId,
    orders: rows.map((order) => ({
      day: dayOf(order.createdAt),
      symbol: order.symbol,
      side: sideOf(order.side),
      quantitySteps: Number(order.quantitySteps),
      filledSteps: Number(order.filledSteps),
    })),
    skipped,
    fills: fills.map(({ orderId, filledAt, quantitySteps: steps }) => {
      const { symbol, side } = byId.get(orderId)!;
      return { day: dayOf(filledAt), symbol, side: sideOf(side), quantitySteps: Number(steps) };
    }),
    cashMicros: microsFromNumber(cash),
    quantitySteps: [...quantitySteps],
    taxMicros,
  };
}
