import { formatQuantity } from '@/lib/base/quantity';
import type { OrderSide } from '@/lib/quant/trading/types';
import type { Answered, Broker, BrokerAnswer } from '../adapters/brokers/broker';
import type { ServiceContext } from '../context';
import type { DbTransaction } from '../db/client';
import type { Order } from '../db/generated/client';
import type { JobControl } from '../jobs/job-kind';
import { PAPER_COSTS } from '../ledger/exact-fill';
import { syncAccount } from '../ledger/sync-account';
import type { LastPrices } from '../store/last-prices';
import { affordableSteps } from './affordable';
import { endOrder, isOpen, isUnsent, markEnded, markSent, shrinkOrder, sideOf } from './order-rows';
import { takeBack } from './take-back';

/**
 * Carries a confirmed rebalance out: all sales, then, from what they brought in, the purchases. Every step reads what
 * is so (rows and broker) and does what is missing, so it can be killed anywhere and begun again: an order goes out
 * under the id stored before, and fills come into the books by the broker's own names.
 */

export interface RebalanceRun {
  readonly ctx: ServiceContext;
  readonly broker: Broker;
  readonly accountId: string;
  readonly rebalanceId: string;
  readonly prices: LastPrices;
  readonly control: JobControl;
  /**
   * Whether this attempt is still the job's, held until the transaction ends. Sending again or booking again does no
   * harm, so only what would change an order that a later attempt may be sending asks for it.
   */
  readonly holdsFence: (tx: DbTransaction) => Promise<boolean>;
}

/** Between two looks at the broker. */
const LOOK_MILLISECONDS = 120;

/** How long an unreachable broker is waited for in one attempt of the job. */
const BROKER_PATIENCE_MILLISECONDS = 60_000;

/** A market order that has not filled by then will be told to the investor instead of waited for. */
const FILL_PATIENCE_MILLISECONDS = 30 * 60_000;

/** And so long after that an order taken back must have ended; else the broker contradicts itself. */
const END_PATIENCE_MILLISECONDS = 5 * 60_000;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

class BrokerUnreachableError extends Error {
  override readonly name = 'BrokerUnreachableError';
}

/**
 * `called-off`: cancelled, and nothing is open any more. `interrupted`: told to stop, another run must go on. `resting`:
 * what is open waits at the broker for the next market day, when another run must go on.
 */
export type RebalanceEnd = 'finished' | 'called-off' | 'interrupted' | 'resting';

export async function runRebalance(run: RebalanceRun): Promise<RebalanceEnd> {
  await patiently(run, () => syncAccount(run.ctx, run.accountId, run.broker).then(asAnswer));
  for (const side of ['sell', 'buy'] as const) {
    await setStatus(run, side === 'sell' ? 'selling' : 'buying');
    const isDone = (side === 'sell' || (await fitPurchases(run))) && (await sendOrders(run, side));
    if (isDone && (await settle(run, side))) continue;
    if (!run.control.isCancelled()) return 'interrupted';
    await callOff(run);
    return 'called-off';
  }
  return (await ordersOf(run)).some(isOpen) ? 'resting' : 'finished';
}

const ordersOf = ({ ctx, rebalanceId }: RebalanceRun): Promise<Order[]> =>
  ctx.db.order.findMany({ where: { rebalanceId }, orderBy: { sequence: 'asc' } });

async function setStatus({ ctx, rebalanceId }: RebalanceRun, status: 'selling' | 'buying'): Promise<void> {
  const before = status === 'selling' ? ['confirmed'] : ['confirmed', 'selling'];
  await ctx.db.rebalance.updateMany({ where: { id: rebalanceId, status: { in: before } }, data: { status } });
}

/** Nothing is known about what was asked: only that this attempt is to stop. */
interface ToldToStop {
  readonly status: 'told-to-stop';
}
const TOLD_TO_STOP: ToldToStop = { status: 'told-to-stop' };

/** Asks until there is an answer. @throws BrokerUnreachableError when patience ends; the job is tried again then. */
async function patiently<T>(
  { control, ctx }: RebalanceRun,
  ask: () => Promise<BrokerAnswer<T>>,
): Promise<Answered<T> | ToldToStop> {
  const startedAt = performance.now();
  for (;;) {
    const answer = await ask();
    if (answer.status === 'answered') return answer;
    if (control.shouldStop()) return TOLD_TO_STOP;
    if (performance.now() - startedAt > BROKER_PATIENCE_MILLISECONDS) throw new BrokerUnreachableError(answer.message);
    ctx.log.warn({ why: answer.message }, 'the broker does not answer, asking again');
    await pause(LOOK_MILLISECONDS * 4);
  }
}

const asAnswer = <T extends { readonly status: string }>(outcome: T): BrokerAnswer<T> =>
  outcome.status === 'unreachable'
    ? { status: 'unreachable', message: 'message' in outcome ? String(outcome.message) : 'no answer' }
    : { status: 'answered', value: outcome };

/** Sends what is not at the broker yet. False when told to stop. */
async function sendOrders(run: RebalanceRun, side: OrderSide): Promise<boolean> {
  for (const order of await ordersOf(run)) {
    if (order.side !== side || !isUnsent(order)) continue;
    if (run.control.shouldStop()) return false;
    const sent = await patiently(run, async () => {
      const submitted = await run.broker.submit({
        clientOrderId: order.clientOrderId,
        symbol: order.symbol,
        side,
        quantity: formatQuantity(order.quantitySteps, order.quantityDecimals),
      });
      return submitted.status === 'unreachable' ? submitted : { status: 'answered', value: submitted };
    });
    if (sent.status === 'told-to-stop') return false;
    const outcome = sent.value;
    if (outcome.status === 'accepted') await markSent(run.ctx, order, outcome.order);
    else await markEnded(run.ctx, order, 'rejected', `The broker did not take the order: ${outcome.reason}.`);
  }
  return true;
}

/** Books fills until every order of the side has ended or rests until the next market day. False when told to stop. */
async function settle(run: RebalanceRun, side: OrderSide): Promise<boolean> {
  const startedAt = performance.now();
  for (;;) {
    await patiently(run, () => syncAccount(run.ctx, run.accountId, run.broker).then(asAnswer));
    const orders = await ordersOf(run);
    run.control.report(filledShare(orders));
    const open = orders.filter((order) => order.side === side && isOpen(order));
    if (open.length === 0) return true;
    if (run.control.shouldStop()) return false;
    const lateBy = performance.now() - startedAt - FILL_PATIENCE_MILLISECONDS;
    if (lateBy > END_PATIENCE_MILLISECONDS) throw new BrokerUnreachableError('orders that were taken back do not end');
    const isLate = lateBy > 0;
    const rests: boolean[] = [];
    for (const order of open) rests.push(await endIfBrokerEnded(run, order, isLate));
    if (rests.every(Boolean)) {
      // What the broker did to it just before it came to rest is in its books, and so must be in ours.
      await patiently(run, () => syncAccount(run.ctx, run.accountId, run.broker).then(asAnswer));
      return true;
    }
    await pause(LOOK_MILLISECONDS);
  }
}

/**
 * An order the broker has ended short of its quantity ends here too, once all its fills are in the books.
 *
 * @returns whether it rests at the broker until the next market day
 */
async function endIfBrokerEnded(run: RebalanceRun, order: Order, isLate: boolean): Promise<boolean> {
  const answer = await patiently(run, () => run.broker.orderByClientId(order.clientOrderId));
  if (answer.status === 'told-to-stop') return false;
  const atBroker = answer.value;
  if (atBroker?.status === 'filled') return false;
  if (atBroker === undefined || atBroker.status === 'open') {
    if (isLate) await takeBack(run.ctx, run.broker, order, { neverSent: LOST_BY_BROKER, takenBack: TOO_LATE });
    return !isLate && atBroker?.rests === true;
  }
  const why = `The broker ended the order: ${atBroker.statusReason ?? 'no reason given'}.`;
  await takeBack(run.ctx, run.broker, order, { neverSent: why, takenBack: why });
  return false;
}

const LOST_BY_BROKER = 'The broker took the order and no longer knows it.';
const TOO_LATE = 'The order did not fill in time and was taken back.';

/** Filled part of the ordered value at the reference prices; 1 when nothing is ordered. */
export function filledShare(orders: readonly Order[]): number {
  let ordered = 0;
  let filled = 0;
  for (const order of orders) {
    const stepValue = Number(order.referencePrice) / 10 ** order.quantityDecimals;
    const hasEnded = !isUnsent(order) && !isOpen(order);
    ordered += Number(order.quantitySteps) * stepValue;
    filled += Number(hasEnded ? order.quantitySteps : order.filledSteps) * stepValue;
  }
  return ordered === 0 ? 1 : filled / ordered;
}

/** Makes purchases smaller where less money is there than the plan expected, all by the same share. False when told to stop. */
async function fitPurchases(run: RebalanceRun): Promise<boolean> {
  const unsent = (await ordersOf(run)).filter((order) => sideOf(order) === 'buy' && isUnsent(order));
  if (unsent.length === 0) return true;
  const cash = await patiently(run, run.broker.cash);
  if (cash.status === 'told-to-stop') return false;
  const wanted = unsent.flatMap((order) => {
    const quote = run.prices.quote(order.symbol);
    return quote === undefined ? [] : [{ order, quote, steps: order.quantitySteps }];
  });
  const { buyingPowerMicros } = cash.value;
  const affordable = affordableSteps(wanted, buyingPowerMicros, PAPER_COSTS.commissionBasisPoints);
  for (const [index, { order }] of wanted.entries()) {
    const steps = affordable[index] ?? 0n;
    if (steps !== order.quantitySteps && !(await fitPurchase(run, order, steps))) return false;
  }
  return true;
}

/** An order may have gone out before a crash without our knowing; its cash is then set aside already. */
async function fitPurchase(run: RebalanceRun, order: Order, steps: bigint): Promise<boolean> {
  const atBroker = await patiently(run, () => run.broker.orderByClientId(order.clientOrderId));
  if (atBroker.status === 'told-to-stop') return false;
  if (atBroker.value !== undefined) return true;
  return run.ctx.db.$transaction(async (tx) => {
    if (!(await run.holdsFence(tx))) return false;
    if (steps > 0n) await shrinkOrder(tx, run.ctx, order, steps);
    else await endOrder(tx, run.ctx, order, { status: 'cancelled', reason: TOO_LITTLE_CASH });
    return true;
  });
}

const TOO_LITTLE_CASH = 'The sales brought in too little to pay for this purchase.';
const STOPPED = 'You stopped the rebalance.';

/** The investor has stopped it: nothing more goes out, what is open is taken back, what has filled stays. */
async function callOff(run: RebalanceRun): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    await syncAccount(run.ctx, run.accountId, run.broker);
    const unended = (await ordersOf(run)).filter((order) => isUnsent(order) || isOpen(order));
    if (unended.length === 0) return;
    for (const order of unended) {
      await takeBack(run.ctx, run.broker, order, { neverSent: STOPPED, takenBack: STOPPED });
    }
    if (performance.now() - startedAt > BROKER_PATIENCE_MILLISECONDS) {
      throw new BrokerUnreachableError('open orders could not be taken back');
    }
    await pause(LOOK_MILLISECONDS);
  }
}
