import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServiceContext } from '@/lib/server/context';
import { createWorld, eventually, valueOf, type World } from '../../support/world';
import { workerInProcess } from '../api/in-process';

const load = async () => ({
  ...(await import('@/lib/server/services/registry')),
  ...(await import('@/lib/server/auth/sessions')),
});

/** The plan takes about three seconds; the machine of the tests computes many things at once. */
const PLAN_SECONDS_MAX = 60;

let world: World;
let server: Awaited<ReturnType<typeof load>>;

beforeAll(async () => {
  world = await createWorld();
  server = await load();
});
afterAll(() => world.close());

async function enter(): Promise<{ userId: string; token: { sessionId: string; secret: string }; ctx: ServiceContext }> {
  const nobody: ServiceContext = { ...world.workerCtx, actor: { kind: 'anonymous' } };
  const { userId, token } = valueOf(await server.SERVICES['sandbox/enter-sandbox'].call(nobody, { agent: 'visitor' }));
  const actor = await server.actorOfSession(world.workerCtx, token);
  return { userId, token, ctx: { ...world.workerCtx, actor } };
}

test('a visitor finds a plan and a funded account, and can do everything with them', async () => {
  const { SERVICES } = server;
  const { ctx } = await enter();
  expect(ctx.actor).toMatchObject({ kind: 'user', userKind: 'sandbox' });
  const first = valueOf(await SERVICES['plan/get-plan'].call(ctx, {}));
  const worker = await workerInProcess(world);
  expect(first).toMatchObject({ status: 'working', profile: { aim: { kind: 'most-return' }, amount: 10_000 } });
  const plan = await eventually(async () => {
    const view = valueOf(await SERVICES['plan/get-plan'].call(ctx, {}));
    return view.status === 'working' ? undefined : view;
  }, PLAN_SECONDS_MAX);
  await worker.close();
  expect(plan.status).toBe('ready');
  expect(plan.recommendation?.level).toBe('balanced');
  const balanced = plan.recommendation?.answer.profiles.find(({ profile }) => profile === 'balanced');
  expect(balanced?.status).toBe('solved');
  const accepted = { recommendationId: plan.recommendation?.id };
  valueOf(await SERVICES['plan/accept-recommendation'].call(ctx, accepted));
  const [account] = valueOf(await SERVICES['account/list-accounts'].call(ctx, {}));
  const portfolio = valueOf(await SERVICES['account/get-portfolio'].call(ctx, { accountId: account?.id }));
  expect(portfolio.cash).toEqual({ amount: '10000.00', currency: 'USD' });
  const preview = valueOf(await SERVICES['rebalance/preview-rebalance'].call(ctx, { accountId: account?.id }));
  expect(preview.orders.length).toBeGreaterThan(2);
});

test('a reset leaves nothing of the old demo to be seen, and the next one starts afresh', async () => {
  const { SERVICES } = server;
  const old = await enter();
  valueOf(await SERVICES['sandbox/reset-sandbox'].call(old.ctx, {}));
  expect(await server.actorOfSession(world.workerCtx, old.token)).toEqual({ kind: 'anonymous' });
  const next = await enter();
  expect(next.userId).not.toBe(old.userId);
  const activity = valueOf(await SERVICES['audit/list-activity'].call(next.ctx, {}));
  expect(JSON.stringify(activity)).not.toContain(old.userId);
  expect(activity.events.map(({ kind }) => kind)).toContain('sandbox-entered');
});

test('two visitors see nothing of each other', async () => {
  const { SERVICES } = server;
  const [left, right] = [await enter(), await enter()];
  const accounts = valueOf(await SERVICES['account/list-accounts'].call(left.ctx, {}));
  const others = valueOf(await SERVICES['account/list-accounts'].call(right.ctx, {}));
  expect(accounts).toHaveLength(1);
  expect(others).toHaveLength(1);
  expect(others[0]?.id).not.toBe(accounts[0]?.id);
});

test('a demo opens even when the exchange is down; the account can wait', async () => {
  const { ctx } = await world.withoutExchange(enter);
  expect(valueOf(await server.SERVICES['account/list-accounts'].call(ctx, {}))).toEqual([]);
  expect(valueOf(await server.SERVICES['plan/get-plan'].call(ctx, {})).status).not.toBe('none');
});

test('the record of a demo is whole', async () => {
  const { ctx } = await enter();
  expect(valueOf(await server.SERVICES['audit/verify-activity'].call(ctx, {}))).toMatchObject({ status: 'intact' });
});
