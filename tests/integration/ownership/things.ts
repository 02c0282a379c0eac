import { randomUUID } from 'node:crypto';
import type { Actor, ServiceContext } from '@/lib/server/context';
import type { RecommendAnswer } from '@/lib/shared/contracts/recommend';
import { valueOf, type World } from '../../support/world';

/** Known to every owner of these tests; hashed once, as a hash takes a third of a second. */
export const OWNER_PASSWORD = 'seven lanterns over quiet water';

const ASSETS = [
  'SIM-USEQ',
  'SIM-INTL',
  'SIM-ITB',
  'SIM-LTB',
  'SIM-CORP',
  'SIM-TIPS',
  'SIM-GOLD',
  'SIM-COMM',
  'SIM-CASH',
];

/** A goal of some years, so that it is worked out quickly. */
export const GOAL = {
  kind: 'home',
  amount: 40_000,
  date: new Date(Date.now() + 4 * 365 * 86_400_000).toISOString().slice(0, 10),
  startAmount: 10_000,
  monthly: 300,
  priority: 'want',
  mayGive: 'either',
  level: 'balanced',
  incomeYears: 30,
  rule: 'fixed-real',
  engine: 'student-t',
  isMeanUncertain: false,
  inflation: 0.02,
  annualFee: 0,
} as const;

/** Server modules read the environment once; they come in after the world has set it. */
const loadServer = async () => ({
  ...(await import('@/lib/server/auth/password')),
  ...(await import('@/lib/server/auth/sessions')),
  ...(await import('@/lib/server/services/registry')),
  ...(await import('@/lib/codec/recommend/answer')),
  ...(await import('@/lib/server/store/panel-store')),
});

export type Server = Awaited<ReturnType<typeof loadServer>>;

export interface Maker {
  readonly world: World;
  readonly server: Server;
  readonly passwordHash: string;
  /** A real answer of the recommend door, kept for each owner. */
  readonly answer: RecommendAnswer;
}

export async function createMaker(world: World): Promise<Maker> {
  const server = await loadServer();
  const panel = await server.loadPanel(world.simulated.contentHash);
  const request = { prices: { set: world.simulated.id }, assets: ASSETS } as const;
  const run = server.recommendAnswer({ ...request, assets: [...ASSETS] }, panel, {
    report: () => undefined,
    shouldStop: () => false,
  });
  if (run.status !== 'done') throw new Error(`no answer for the tests: ${JSON.stringify(run)}`);
  if (!run.value.profiles.every(({ status }) => status === 'solved')) throw new Error('the tests need a solved plan');
  return { world, server, passwordHash: await server.hashPassword(OWNER_PASSWORD), answer: run.value };
}

export interface Person {
  readonly userId: string;
  readonly email: string;
  readonly token: { readonly sessionId: string; readonly secret: string };
  readonly ctx: ServiceContext;
}

type UserActor = Extract<Actor, { kind: 'user' }>;

/** An investor with a password and a session, as sign-up and sign-in leave them. */
export async function newPerson(
  { world, server, passwordHash }: Maker,
  traits: Partial<Pick<UserActor, 'role' | 'userKind'>> = {},
): Promise<Person> {
  const userId = randomUUID();
  const email = `${userId}@example.org`;
  const { role = 'investor', userKind = 'investor' } = traits;
  const now = new Date();
  await world.db.user.create({
    data: { id: userId, email, displayName: `Person ${userId}`, kind: userKind, role, createdAt: now },
  });
  await world.db.credential.create({ data: { userId, passwordHash, updatedAt: now } });
  const token = await server.startSession(world.workerCtx, userId, 'a test browser');
  const actor: UserActor = { kind: 'user', userId, sessionId: token.sessionId, role, userKind };
  return { userId, email, token, ctx: { ...world.workerCtx, actor } };
}

/** Everything one investor owns, at least one of each, so that every service has something real to be asked about. */
export interface Things extends Person {
  readonly priceSetId: string;
  readonly importId: string;
  readonly recommendationId: string;
  readonly accountId: string;
  readonly planHash: string;
  readonly rebalanceId: string;
  readonly backtestId: string;
  readonly comparisonId: string;
  readonly searchId: string;
  readonly goalId: string;
  readonly scenarioId: string;
  readonly jobId: string;
}

const DAYS = Array.from({ length: 90 }, (_, index) =>
  new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10),
);

/** A small price file; each one different, as equal files share their bytes. */
export const priceFile = (mark: number): Uint8Array =>
  Buffer.from(
    ['date,AAA,BBB', ...DAYS.map((day, row) => `${day},${100 + row + mark / 1e6},${50 + (row % 7)}`)].join('\n'),
  );

async function keepRecommendation({ world, answer }: Maker, userId: string): Promise<string> {
  const id = randomUUID();
  const now = new Date();
  await world.db.recommendation.create({
    data: {
      id,
      userId,
      priceSetId: world.simulated.id,
      level: 'balanced',
      inputHash: 'test',
      answerHash: 'test',
      engineVersion: 1,
      schemaVersion: 1,
      request: { prices: { set: world.simulated.id }, assets: ASSETS },
      answer,
      createdAt: now,
      acceptedAt: now,
    },
  });
  return id;
}

async function importPrices({ server }: Maker, ctx: ServiceContext, mark: number) {
  const upload = server.SERVICES['prices/upload-prices'];
  return valueOf(await upload.call(ctx, { fileName: 'prices.csv', bytes: priceFile(mark) })).id;
}

let madeCount = 0;

export async function newOwner(maker: Maker): Promise<Things> {
  const { SERVICES } = maker.server;
  const person = await newPerson(maker);
  const { ctx, userId } = person;
  madeCount += 1;
  const kept = await importPrices(maker, ctx, 2 * madeCount);
  const decided = await SERVICES['prices/decide-import'].call(ctx, { importId: kept, decision: 'keep' });
  const importId = await importPrices(maker, ctx, 2 * madeCount + 1);
  const recommendationId = await keepRecommendation(maker, userId);
  const account = valueOf(await SERVICES['account/open-account'].call(ctx, {}));
  const funding = { accountId: account.id, amount: '10000', key: 'first-deposit' };
  valueOf(await SERVICES['account/fund-account'].call(ctx, funding));
  const accountId = account.id;
  const { planHash } = valueOf(await SERVICES['rebalance/preview-rebalance'].call(ctx, { accountId }));
  const confirmed = await SERVICES['rebalance/confirm-rebalance'].call(ctx, {
    accountId,
    planHash,
    key: 'confirm-first',
  });
  const started = await SERVICES['backtest/start-backtest'].call(ctx, { recommendationId, key: 'backtest-first' });
  const { backtestId, jobId } = valueOf(started);
  const compared = await SERVICES['comparison/start-comparison'].call(ctx, {
    recommendationId,
    strategies: ['risk-parity'],
    key: 'comparison-first',
  });
  const { comparisonId } = valueOf(compared);
  const searched = await SERVICES['search/start-search'].call(ctx, {
    recommendationId,
    varied: { lookbackDays: [252, 504] },
    key: 'search-first',
  });
  const { searchId } = valueOf(searched);
  const { id: goalId } = valueOf(await SERVICES['goal/create-goal'].call(ctx, { name: 'A home', goal: GOAL }));
  const fear = { name: 'Stocks fall', moves: [{ class: 'equity', move: -0.2 }] };
  const { id: scenarioId } = valueOf(await SERVICES['scenario/save-scenario'].call(ctx, fear));
  const priceSetId = valueOf(decided).priceSetId ?? 'none';
  const { rebalanceId } = valueOf(confirmed);
  return {
    ...person,
    priceSetId,
    importId,
    recommendationId,
    accountId,
    planHash,
    rebalanceId,
    backtestId,
    comparisonId,
    searchId,
    goalId,
    scenarioId,
    jobId,
  };
}
