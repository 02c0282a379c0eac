import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '../../support/world';

const load = () => import('@/lib/server/services/registry');

let world: World;
let server: Awaited<ReturnType<typeof load>>;
beforeAll(async () => {
  world = await createWorld();
  server = await load();
});
afterAll(() => world.close());

test('a run names nothing that its plan cannot hold, and no days without prices', async () => {
  const userId = await world.newUser();
  const recommendationId = await world.acceptPlan(userId, { 'SIM-USEQ': 0.6, 'SIM-LTB': 0.4 });
  const ctx = world.ctxOf(userId);
  const { SERVICES } = server;
  const asked = { recommendationId, key: 'an-intent-key' };
  const costs = { halfSpreadBasisPoints: { 'SIM-USEQ': 2, 'SIM-GOLD': 5 } };
  const strategies = ['equal-weight'];
  const inCosts = { status: 'refused', code: 'bad-input', field: 'costs.halfSpreadBasisPoints.SIM-GOLD' };
  expect(await SERVICES['backtest/start-backtest'].call(ctx, { ...asked, costs })).toMatchObject(inCosts);
  expect(await SERVICES['comparison/start-comparison'].call(ctx, { ...asked, costs, strategies })).toMatchObject(
    inCosts,
  );
  const held = { ...asked, strategies, holdSymbols: ['SIM-USEQ', 'SIM-GOLD'] };
  expect(await SERVICES['comparison/start-comparison'].call(ctx, held)).toMatchObject({
    status: 'refused',
    field: 'holdSymbols',
    message: 'holdSymbols: SIM-GOLD is not among the instruments of this plan.',
  });
  const early = { ...asked, to: '1990-01-02' };
  expect(await SERVICES['backtest/start-backtest'].call(ctx, early)).toMatchObject({ status: 'refused', field: 'to' });
  expect(await world.db.backtest.count({ where: { userId } })).toBe(0);
});
