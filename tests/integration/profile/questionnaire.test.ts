import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleProfile } from '@/lib/codec/profile/sample-profile';
import type { ServiceContext } from '@/lib/server/context';
import type { JobWorker } from '@/lib/server/jobs/worker';
import type { ActivityPage } from '@/lib/shared/contracts/activity';
import type { PlanView } from '@/lib/shared/contracts/plan';
import { createWorld, eventually, valueOf, type World } from '../../support/world';
import { workerInProcess } from '../api/in-process';

const load = async () => await import('@/lib/server/services/registry');

let world: World;
let services: Awaited<ReturnType<typeof load>>['SERVICES'];
let worker: JobWorker;

beforeAll(async () => {
  world = await createWorld();
  services = (await load()).SERVICES;
  worker = await workerInProcess(world);
});
afterAll(async () => {
  await worker.close();
  await world.close();
});

const newInvestor = async (): Promise<ServiceContext> => world.ctxOf(await world.newUser());
const { answers } = sampleProfile();
const SYMBOLS = ['SIM-USEQ', 'SIM-INTL', 'SIM-ITB', 'SIM-LTB', 'SIM-CORP', 'SIM-TIPS', 'SIM-GOLD', 'SIM-CASH'];
const universe = () => ({ priceSetId: world.simulated.id, symbols: SYMBOLS, excluded: [] as string[] });
const aim = { kind: 'most-return' } as const;

const onboarding = async (ctx: ServiceContext) => valueOf(await services['profile/get-onboarding'].call(ctx, {}));
const save = (ctx: ServiceContext, part: object) => services['profile/save-draft'].call(ctx, part);
const complete = (ctx: ServiceContext, acknowledged: readonly string[] = []) =>
  services['profile/complete-profile'].call(ctx, { acknowledged });

const ready = (ctx: ServiceContext, moreThan = 0): Promise<PlanView> =>
  eventually(async () => {
    const view = valueOf(await services['plan/get-plan'].call(ctx, {}));
    return view.jobId === null && view.history.length > moreThan ? view : undefined;
  }, 60);

describe('the questionnaire', () => {
  test('can be left and resumed, step by step in any order', async () => {
    const ctx = await newInvestor();
    const fresh = await onboarding(ctx);
    expect(fresh).toMatchObject({ answers: {}, aim: null, universe: null, score: null, isResumed: false });
    expect(fresh.missing.length).toBeGreaterThanOrEqual(10);
    valueOf(await save(ctx, { universe: universe() }));
    valueOf(await save(ctx, { answers: { horizon: 'over-10-years' } }));
    valueOf(await save(ctx, { aim, answers: { income: 'steady' } }));
    const resumed = await onboarding(ctx);
    expect(resumed).toMatchObject({
      answers: { horizon: 'over-10-years', income: 'steady' },
      aim,
      universe: universe(),
      isResumed: true,
    });
    expect(resumed.missing).not.toContain('horizon');
    valueOf(await save(ctx, { answers }));
    expect(await onboarding(ctx)).toMatchObject({ missing: [], score: { level: 'balanced' } });
  });

  test.each([
    ['a question that does not exist', { answers: { 'shoe-size': '43' } }, 'answers.shoe-size'],
    ['an option that does not exist', { answers: { horizon: 'for-ever' } }, 'answers.horizon'],
    ['an amount out of bounds', { answers: { amount: -1 } }, 'answers.amount'],
    ['"none" together with something', { answers: { obligations: ['none', 'mortgage'] } }, 'answers.obligations'],
    ['a symbol without prices', { universe: { symbols: ['SIM-USEQ', 'NOPE'] } }, 'universe.symbols'],
    ['an index', { universe: { symbols: ['SIM-USEQ', 'SIM-DXY'] } }, 'universe.symbols'],
    ['a symbol twice', { universe: { symbols: ['SIM-USEQ', 'SIM-USEQ'] } }, 'universe.symbols'],
  ])('refuses %s and keeps what was there', async (_name, part, field) => {
    const ctx = await newInvestor();
    valueOf(await save(ctx, { answers: { horizon: 'over-10-years' } }));
    const asked = 'universe' in part ? { universe: { ...universe(), ...part.universe } } : part;
    expect(await save(ctx, asked)).toMatchObject({ status: 'refused', code: 'bad-input', field });
    expect((await onboarding(ctx)).answers).toEqual({ horizon: 'over-10-years' });
  });

  test('cannot be ended before it is whole: questions, aim, universe', async () => {
    const ctx = await newInvestor();
    expect(await complete(ctx)).toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/questions left/) as string,
    });
    valueOf(await save(ctx, { answers }));
    expect(await complete(ctx)).toMatchObject({ code: 'bad-input', field: 'aim' });
    valueOf(await save(ctx, { aim }));
    expect(await complete(ctx)).toMatchObject({ code: 'bad-input', field: 'universe' });
    expect(
      await world.db.profileVersion.count({ where: { userId: ctx.actor.kind === 'user' ? ctx.actor.userId : '' } }),
    ).toBe(0);
  });

  test('holds nothing of a class that the answers exclude', async () => {
    const ctx = await newInvestor();
    valueOf(await save(ctx, { answers: { ...answers, exclusions: ['commodity'] }, aim, universe: universe() }));
    const refusal = await complete(ctx);
    expect(refusal).toMatchObject({ status: 'refused', code: 'conflict', field: 'universe.symbols' });
    expect(refusal).toMatchObject({ message: expect.stringContaining('SIM-GOLD') as string });
    const without = SYMBOLS.filter((symbol) => symbol !== 'SIM-GOLD');
    valueOf(await save(ctx, { universe: { ...universe(), symbols: without, excluded: ['SIM-GOLD'] } }));
    expect(await complete(ctx)).toMatchObject({ status: 'done' });
  });

  test('asks for more instruments where the limits of the level leave money over', async () => {
    const ctx = await newInvestor();
    const two = ['SIM-USEQ', 'SIM-ITB', 'SIM-CASH'];
    valueOf(await save(ctx, { answers, aim, universe: { ...universe(), symbols: two } }));
    const message = 'Choose at least 3 instruments besides cash: no single one may exceed 35%.';
    expect(await complete(ctx)).toEqual({ status: 'refused', code: 'conflict', field: 'universe.symbols', message });
    valueOf(await save(ctx, { universe: { ...universe(), symbols: [...two, 'SIM-LTB'] } }));
    expect(await complete(ctx)).toMatchObject({ status: 'done' });
  });

  test('a contradiction must be seen first', async () => {
    const ctx = await newInvestor();
    const bold = { ...answers, preference: 'widest', 'loss-reaction': 'sell-early' };
    valueOf(await save(ctx, { answers: bold, aim, universe: universe() }));
    const refusal = await complete(ctx);
    expect(refusal).toMatchObject({ status: 'refused', code: 'conflict', field: 'bold-range-but-sells-early' });
    expect(await complete(ctx, ['another-one'])).toMatchObject({ code: 'conflict' });
    expect(await complete(ctx, ['bold-range-but-sells-early'])).toMatchObject({ status: 'done' });
    const plan = valueOf(await services['plan/get-plan'].call(ctx, {}));
    // The more cautious of the two answers rules.
    expect(plan.profile?.score.level).toBe('conservative');
  });
});

describe('the plan that follows', () => {
  test('is made once, however often and from however many windows it is asked for at once', async () => {
    const ctx = await newInvestor();
    valueOf(await save(ctx, { answers, aim, universe: universe() }));
    const started = (await Promise.all(Array.from({ length: 5 }, () => complete(ctx)))).map(valueOf);
    expect(new Set(started.map(({ jobId }) => jobId)).size).toBe(1);
    expect(started.filter(({ isNew }) => isNew)).toHaveLength(1);
    const plan = await ready(ctx);
    expect(plan).toMatchObject({ status: 'ready', profile: { version: 1, aim, amount: 10_000 } });
    expect(plan.history).toHaveLength(1);
  });

  test('is accepted once, recorded once, and made anew on request with what moved', async () => {
    const ctx = await newInvestor();
    valueOf(await save(ctx, { answers, aim, universe: universe() }));
    valueOf(await complete(ctx));
    const { recommendation } = await ready(ctx);
    const recommendationId = recommendation?.id ?? 'none';
    const accept = services['plan/accept-recommendation'];
    const [first, again] = [
      valueOf(await accept.call(ctx, { recommendationId })),
      valueOf(await accept.call(ctx, { recommendationId })),
    ];
    expect(first.acceptedAt).not.toBeNull();
    expect(again.acceptedAt).toBe(first.acceptedAt);
    valueOf(await services['plan/request-recommendation'].call(ctx, {}));
    const newer = await ready(ctx, 1);
    expect(newer.history.map(({ id }) => id)).toEqual([newer.recommendation?.id, recommendationId]);
    const balanced = newer.recommendation?.answer.profiles.find(({ profile }) => profile === 'balanced');
    const said = balanced?.status === 'solved' ? balanced.drivers.map(({ key }) => key) : [];
    expect(said).toContain('plan.unchanged');
    const { events } = valueOf(await services['audit/list-activity'].call(ctx, {}));
    expect(events.map(({ kind }) => kind)).toEqual([
      'recommendation-made',
      'recommendation-accepted',
      'recommendation-made',
      'profile-completed',
    ]);
    expect(events[1]?.subject).toEqual({ kind: 'recommendation', id: recommendationId });
    expect(valueOf(await services['audit/verify-activity'].call(ctx, {}))).toMatchObject({
      status: 'intact',
      eventCount: 4,
    });
  });

  test('can be found page by page in the record', async () => {
    const ctx = await newInvestor();
    const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : '';
    const { appendAudit } = await import('@/lib/server/audit/append');
    for (let index = 0; index < 7; index++) {
      await world.db.$transaction((tx) =>
        appendAudit(tx, ctx.clock, {
          kind: index % 2 === 0 ? 'signed-in' : 'signed-out',
          userId,
          actor: userId,
          body: {},
        }),
      );
    }
    const list = services['audit/list-activity'];
    const pages: string[][] = [];
    let cursor: string | null = null;
    do {
      const page: ActivityPage = valueOf(await list.call(ctx, { limit: 3, ...(cursor === null ? {} : { cursor }) }));
      pages.push(page.events.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(pages.map(({ length }) => length)).toEqual([3, 3, 1]);
    expect(new Set(pages.flat()).size).toBe(7);
    const only = valueOf(await list.call(ctx, { kinds: ['signed-out'] }));
    expect(only.events.map(({ kind }) => kind)).toEqual(['signed-out', 'signed-out', 'signed-out']);
  });
});

describe('the price of an exclusion', () => {
  /** It is asked for while the investor clicks through a list. */
  const MILLISECONDS_MAX = 5_000;

  test('is told for each instrument: leaving out what the plan wants costs return or adds risk', async () => {
    const ctx = await newInvestor();
    const startedAt = performance.now();
    const { costs } = valueOf(
      await services['plan/price-exclusions'].call(ctx, {
        priceSetId: world.simulated.id,
        symbols: SYMBOLS,
        level: 'balanced',
      }),
    );
    expect(performance.now() - startedAt).toBeLessThan(MILLISECONDS_MAX);
    expect(costs.length).toBeGreaterThan(3);
    for (const { symbol, returnCost } of costs) {
      expect(SYMBOLS).toContain(symbol);
      // The best of a smaller set is never better than the best of the larger.
      expect(returnCost).toBeGreaterThan(-1e-6);
    }
    expect(costs.some(({ returnCost }) => returnCost > 1e-4)).toBe(true);
  });
});
