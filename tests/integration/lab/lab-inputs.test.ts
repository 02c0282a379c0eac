import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServiceContext } from '@/lib/server/context';
import type { LabInputs } from '@/lib/shared/contracts/frontier-lab';
import { SCENARIOS_PER_USER_MAX } from '@/lib/shared/contracts/stress-lab';
import { createWorld, eventually, valueOf, type World } from '../../support/world';
import { workerInProcess } from '../api/in-process';
import { investorTools, loadServer, MIX } from '../rebalance/investor';

const load = () => import('@/lib/server/services/registry');

/** The plan takes about three seconds; the machine of the tests computes many things at once. */
const PLAN_SECONDS_MAX = 60;

let world: World;
let server: Awaited<ReturnType<typeof load>>;

beforeAll(async () => {
  world = await createWorld({ fillDelayMilliseconds: 15 });
  server = await load();
});
afterAll(() => world.close());

async function inputsOf(ctx: ServiceContext): Promise<LabInputs> {
  const view = valueOf(await server.SERVICES['lab/get-frontier-inputs'].call(ctx, {}));
  if (view.status !== 'ready') throw new Error(view.reason);
  return view.inputs;
}

test('without a plan the simulated market stands in, and nothing is said to be held', async () => {
  const inputs = await inputsOf(world.ctxOf(await world.newUser()));
  expect(inputs).toMatchObject({ planId: null, plan: null, holdings: null, level: 'balanced' });
  expect(inputs.source.isSimulated).toBe(true);
  expect(inputs.moments.covariance).toHaveLength(inputs.instruments.length ** 2);
});

/** A demo's plan, made once for the tests that look at one. */
async function makePlan() {
  const { SERVICES } = server;
  const nobody: ServiceContext = { ...world.workerCtx, actor: { kind: 'anonymous' } };
  const { userId } = valueOf(await SERVICES['sandbox/enter-sandbox'].call(nobody, { agent: 'visitor' }));
  const ctx = world.ctxOf(userId);
  const worker = await workerInProcess(world);
  const plan = await eventually(async () => {
    const { recommendation } = valueOf(await SERVICES['plan/get-plan'].call(ctx, {}));
    return recommendation ?? undefined;
  }, PLAN_SECONDS_MAX);
  await worker.close();
  return { ctx, plan };
}

let made: ReturnType<typeof makePlan> | undefined;
const planned = (): ReturnType<typeof makePlan> => (made ??= makePlan());

test('with a plan the page starts from its own estimates and weights', async () => {
  const { ctx, plan } = await planned();
  const inputs = await inputsOf(ctx);
  expect(inputs).toMatchObject({ planId: plan.id, level: plan.level, asOf: plan.answer.asOf });
  const own = plan.answer.profiles.find(({ profile }) => profile === plan.level);
  if (own?.status !== 'solved') throw new Error('The plan of the demo is not solved.');
  inputs.instruments.forEach(({ symbol }, at) => {
    expect(inputs.plan?.[at]).toBeCloseTo(own.weights[symbol] ?? 0, 12);
    const expected = own.expectedReturnByInstrument[symbol];
    if (expected !== undefined) expect(inputs.moments.expectedReturns[at]).toBeCloseTo(expected, 12);
  });
});

test('what an account holds is told by its value, cash aside', async () => {
  const rebalancing = await loadServer();
  const tools = investorTools(world, rebalancing);
  const never = () => Promise.reject(new Error('no computing here'));
  const worker = await rebalancing.startJobWorker(world.workerCtx, never, world.database.appUrl);
  const investor = await tools.investorWith(MIX);
  await tools.rebalanced(investor);
  await worker.close();
  const { holdings, instruments } = await inputsOf(investor.ctx);
  expect(holdings?.elsewhere).toBe(0);
  const mix: Readonly<Record<string, number>> = MIX;
  instruments.forEach(({ symbol }, at) => {
    // Whole steps of orders and the price they are filled at leave a little in cash.
    expect(Math.abs((holdings?.weights[at] ?? 0) - (mix[symbol] ?? 0))).toBeLessThan(0.01);
  });
});

// Oracle: the six scenarios that were stored with the plan, worked out apart when it was made.
test('the stress page shows the shocks stored with the plan to the same figures, and much more', async () => {
  const { ctx, plan } = await planned();
  const view = valueOf(await server.SERVICES['lab/get-stress-inputs'].call(ctx, {}));
  if (view.status !== 'ready') throw new Error(view.status);
  const own = plan.answer.profiles.find(({ profile }) => profile === plan.level);
  if (own?.status !== 'solved') throw new Error('The plan of the demo is not solved.');
  const changes = new Map(
    view.lab.studies.flatMap((outcome) =>
      outcome.status === 'computed' ? [[outcome.study.id, outcome.study.change] as const] : [],
    ),
  );
  for (const id of ['equities-down-30', 'rates-up-1', 'volatility-doubled']) {
    const stored = own.stress.find((line) => line.id === id)?.portfolioReturn;
    expect(changes.get(id)).toBeCloseTo(stored ?? Number.NaN, 10);
  }
  expect(changes.size).toBeGreaterThanOrEqual(18);
  expect(view.saved).toEqual([]);
});

test('a bad time of one’s own is kept, run, changed and thrown away', async () => {
  const { SERVICES } = server;
  const { ctx } = await planned();
  const moves = [{ class: 'equity', move: -0.2 }];
  const { id } = valueOf(await SERVICES['scenario/save-scenario'].call(ctx, { name: 'My fear', moves }));
  const scenarioId = id;
  const worse = { scenarioId, name: 'My worst fear', moves: [{ class: 'equity', move: -0.4 }] };
  expect(valueOf(await SERVICES['scenario/change-scenario'].call(ctx, worse))).toMatchObject({ id, name: worse.name });
  const view = valueOf(await SERVICES['lab/get-stress-inputs'].call(ctx, {}));
  if (view.status !== 'ready') throw new Error(view.status);
  expect(view.saved).toEqual([{ id, name: worse.name, moves: worse.moves }]);
  const study = view.lab.studies.find((outcome) => outcome.status === 'computed' && outcome.study.id === id);
  expect(study).toMatchObject({ study: { kind: 'own', name: worse.name } });
  valueOf(await SERVICES['scenario/delete-scenario'].call(ctx, { scenarioId }));
  expect((await SERVICES['scenario/delete-scenario'].call(ctx, { scenarioId })).status).toBe('refused');
});

test('as many bad times are kept as the limit says, and the next is refused', async () => {
  const { SERVICES } = server;
  const ctx = world.ctxOf(await world.newUser());
  const moves = [{ factor: 'gold', move: -0.1 }];
  for (let count = 0; count < SCENARIOS_PER_USER_MAX; count++) {
    valueOf(await SERVICES['scenario/save-scenario'].call(ctx, { name: `Number ${count}`, moves }));
  }
  const next = await SERVICES['scenario/save-scenario'].call(ctx, { name: 'One more', moves });
  expect(next).toMatchObject({ status: 'refused', code: 'conflict' });
});
