import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RebalanceEnd } from '@/lib/server/rebalance/run-rebalance';
import type { Broker } from '@/lib/server/adapters/brokers/broker';
import { createWorld, valueOf, type World } from '../support/world';

/**
 * Every talk with the broker is a place to die: before the request went out, or after it took effect but before we
 * knew. A rebalance is broken off at each such place in turn, begun again, and must end as if nothing had happened.
 */

const modules = async () => ({
  ...(await import('@/lib/server/services/account/open-account')),
  ...(await import('@/lib/server/services/account/fund-account')),
  ...(await import('@/lib/server/services/rebalance/preview-rebalance')),
  ...(await import('@/lib/server/services/rebalance/confirm-rebalance')),
  ...(await import('@/lib/server/ledger/check-ledger')),
  ...(await import('@/lib/server/ledger/sync-account')),
  ...(await import('@/lib/server/adapters/brokers/registry')),
  ...(await import('@/lib/server/rebalance/run-rebalance')),
  ...(await import('@/lib/server/store/last-prices')),
  ...(await import('@/lib/server/store/panel-store')),
});

let world: World;
let server: Awaited<ReturnType<typeof modules>>;

beforeAll(async () => {
  world = await createWorld({ fillDelayMilliseconds: 0 });
  server = await modules();
});
afterAll(() => world.close());

class Crash extends Error {}

/** A broker that dies at the nth talk: before it, or after its effect. */
function dyingBroker(broker: Broker, dieAt: number, when: 'before' | 'after'): { broker: Broker; talks: () => number } {
  let talks = 0;
  const wrap =
    <Args extends unknown[], Answer>(call: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      talks += 1;
      const isDeath = talks === dieAt;
      if (isDeath && when === 'before') throw new Crash();
      const answer = await call(...args);
      if (isDeath) throw new Crash();
      return answer;
    };
  return {
    talks: () => talks,
    broker: {
      openAccount: wrap(broker.openAccount),
      deposit: wrap(broker.deposit),
      cash: wrap(broker.cash),
      positions: wrap(broker.positions),
      submit: wrap(broker.submit),
      orderByClientId: wrap(broker.orderByClientId),
      cancel: wrap(broker.cancel),
      fillsAfter: wrap(broker.fillsAfter),
      depositsAfter: wrap(broker.depositsAfter),
      actionsAfter: wrap(broker.actionsAfter),
      payTax: wrap(broker.payTax),
    },
  };
}

const holdsFence = () => Promise.resolve(true);
const control = { report: () => undefined, shouldStop: () => false, isCancelled: () => false };

interface Prepared {
  readonly accountId: string;
  readonly rebalanceId: string;
  readonly broker: Broker;
}

/** An account that holds one mix and has confirmed another: two sales and two purchases. */
async function prepare(): Promise<Prepared> {
  const userId = await world.newUser();
  const ctx = world.ctxOf(userId);
  await world.acceptPlan(userId, { 'SIM-USEQ': 0.5, 'SIM-LTB': 0.5 });
  const { id: accountId } = valueOf(await server.openAccount.call(ctx, {}));
  valueOf(await server.fundAccount.call(ctx, { accountId, amount: '8000', key: 'first-deposit' }));
  const broker = server.brokerOf({ externalId: accountId });
  const confirm = async (key: string): Promise<string> => {
    const { planHash } = valueOf(await server.previewRebalance.call(ctx, { accountId }));
    return valueOf(await server.confirmRebalance.call(ctx, { accountId, planHash, key })).rebalanceId;
  };
  const first = await confirm('first-plan');
  await run({ accountId, rebalanceId: first, broker });
  await world.db.rebalance.update({ where: { id: first }, data: { status: 'done', finishedAt: new Date() } });
  await world.acceptPlan(userId, { 'SIM-USEQ': 0.2, 'SIM-LTB': 0.2, 'SIM-GOLD': 0.3, 'SIM-INTL': 0.3 });
  return { accountId, rebalanceId: await confirm('second-plan'), broker };
}

async function run({ accountId, rebalanceId, broker }: Prepared): Promise<RebalanceEnd | 'crashed'> {
  const prices = server.lastPrices(await server.loadPanel(world.simulated.contentHash));
  try {
    return await server.runRebalance({
      ctx: world.workerCtx,
      broker,
      accountId,
      rebalanceId,
      prices,
      control,
      holdsFence,
    });
  } catch (error) {
    if (error instanceof Crash) return 'crashed';
    throw error;
  }
}

async function expectWhole({ accountId, rebalanceId, broker }: Prepared): Promise<void> {
  const orders = await world.db.order.findMany({ where: { rebalanceId } });
  expect(orders.map(({ side }) => side).sort()).toEqual(['buy', 'buy', 'sell', 'sell']);
  expect(
    orders.every(({ status, filledSteps, quantitySteps }) => status === 'filled' && filledSteps === quantitySteps),
  ).toBe(true);
  expect(new Set(orders.map(({ brokerOrderId }) => brokerOrderId)).size).toBe(4);
  expect(await server.checkLedger(world.db, accountId)).toEqual([]);
  expect(await server.reconcile(world.db, accountId, broker)).toEqual({ status: 'matched', differences: [] });
  expect(await world.db.auditEvent.count({ where: { accountId, kind: 'order-sent' } })).toBe(6);
}

test('broken off before and after each talk with the broker, a rebalance still ends whole', async () => {
  let crashes = 0;
  for (const when of ['before', 'after'] as const) {
    for (let dieAt = 1; ; dieAt++) {
      const prepared = await prepare();
      const dying = dyingBroker(prepared.broker, dieAt, when);
      const end = await run({ ...prepared, broker: dying.broker });
      if (end === 'crashed') {
        crashes += 1;
        expect(await run(prepared)).toBe('finished');
      }
      await expectWhole(prepared);
      // Past the last talk nothing dies any more: every place has had its turn.
      if (end === 'finished') break;
    }
  }
  expect(crashes).toBeGreaterThan(16);
  console.log(`crash points: ${crashes} broken off and begun again, 0 orders lost or doubled`);
});

test('two workers on one rebalance at once still send every order once', async () => {
  const prepared = await prepare();
  expect(await Promise.all([run(prepared), run(prepared), run(prepared)])).toEqual([
    'finished',
    'finished',
    'finished',
  ]);
  await expectWhole(prepared);
});

const PLACES = 8;

test('booking from several places at once books every fill once', async () => {
  const prepared = await prepare();
  const sync = () => server.syncAccount(world.workerCtx, prepared.accountId, prepared.broker);
  const running = { isOver: false };
  // Each place asks again as soon as it has its answer, so that a slow machine is not asked more than it can do.
  const place = async (): Promise<void> => {
    while (!running.isOver) await sync();
  };
  const places = Array.from({ length: PLACES }, place);
  expect(await run(prepared)).toBe('finished');
  running.isOver = true;
  await Promise.all(places);
  await expectWhole(prepared);
});
