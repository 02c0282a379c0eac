import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../../support/world';
import { newPerson, OWNER_PASSWORD, createMaker, type Maker } from '../ownership/things';

const load = async () => ({
  ...(await import('@/lib/server/auth/sign-in')),
  ...(await import('@/lib/server/auth/network-of')),
  ...(await import('@/lib/server/auth/rate-limit')),
  ...(await import('@/lib/server/auth/sessions')),
});

const MINUTE = 60_000;
const WINDOW = 15 * MINUTE;
const HOME = '198.51.100.7';
const WRONG = 'not the right password';

let world: World;
let maker: Maker;
let server: Awaited<ReturnType<typeof load>>;
/** Set by each test; every test lives in its own year, so that no window of one reaches into another. */
let now = Date.UTC(2030, 0, 1);

beforeAll(async () => {
  world = await createWorld();
  maker = await createMaker(world);
  server = await load();
});
afterAll(() => world.close());
beforeEach(() => {
  now += 366 * 86_400_000;
});

const tools = () => ({ db: world.db, randomBytes: world.workerCtx.randomBytes, clock: { now: () => now } });
const attempt = async (email: string, password: string, network: string): Promise<string> =>
  (await server.signInWithPassword(tools(), { email, password, network, agent: 'a test browser' })).status;

/** A guess costs the slow hash; the limits are what is tested here, so most guesses are made against its counter alone. */
const guess = async (email: string, network: string): Promise<boolean> => {
  const { LIMITS, takeTurn } = server;
  const byNetwork = await takeTurn(world.db, { now: () => now }, LIMITS.signInNetwork, network);
  if (!byNetwork.isAllowed) return false;
  return (await takeTurn(world.db, { now: () => now }, LIMITS.signInAccount, email)).isAllowed;
};

describe('guessing the password of one account', () => {
  test('ten tries pass, the eleventh is told to wait, even with the right password', async () => {
    const { email } = await newPerson(maker);
    for (let count = 0; count < 8; count++) expect(await guess(email, `203.0.113.${count}`)).toBe(true);
    expect(await attempt(email, WRONG, '203.0.113.8')).toBe('wrong');
    expect(await attempt(email, WRONG, '203.0.113.9')).toBe('wrong');
    expect(await attempt(email, WRONG, '203.0.113.10')).toBe('slow-down');
    expect(await attempt(email, OWNER_PASSWORD, '203.0.113.99')).toBe('slow-down');
    now += WINDOW;
    expect(await attempt(email, OWNER_PASSWORD, '203.0.113.99')).toBe('signed-in');
  });

  test('no stretch of fifteen minutes holds more than ten tries, however they are timed', async () => {
    const passed: number[] = [];
    const start = now;
    // A burst just before a fixed window would end and another just after is the known way around such a limit.
    for (let step = 0; step < 4 * 60 * 2; step++) {
      now = start + step * (MINUTE / 2);
      if (await guess('somebody@example.org', `2001:db8:${step.toString(16)}::1`)) passed.push(now);
    }
    const most = Math.max(...passed.map((from) => passed.filter((at) => at >= from && at < from + WINDOW).length));
    expect(most).toBe(10);
    expect(passed.length).toBeGreaterThan(10);
  });

  test('parallel tries cannot slip past the count', async () => {
    const all = await Promise.all(
      Array.from({ length: 40 }, (_, index) => guess('crowd@example.org', `192.0.2.${index}`)),
    );
    expect(all.filter(Boolean)).toHaveLength(10);
  });

  test('the owner still gets in from where they have been before', async () => {
    const { email } = await newPerson(maker);
    expect(await attempt(email, OWNER_PASSWORD, HOME)).toBe('signed-in');
    for (let count = 0; count < 15; count++) await guess(email, `203.0.113.${count}`);
    expect(await guess(email, '203.0.113.200')).toBe(false);
    expect(await attempt(email, OWNER_PASSWORD, HOME)).toBe('signed-in');
  });

  test('neither can a busy neighbour keep the owner out', async () => {
    const { email } = await newPerson(maker);
    expect(await attempt(email, OWNER_PASSWORD, HOME)).toBe('signed-in');
    for (let count = 0; count < 120; count++) await guess(`person-${count}@example.org`, HOME);
    expect(await guess('person-121@example.org', HOME)).toBe(false);
    expect(await attempt(email, OWNER_PASSWORD, HOME)).toBe('signed-in');
  });

  test("a network that is stopped uses up nobody's tries", async () => {
    for (let count = 0; count < 100; count++) await guess(`stranger-${count}@example.org`, '203.0.113.50');
    for (let count = 0; count < 20; count++) expect(await guess('victim@example.org', '203.0.113.50')).toBe(false);
    expect(await guess('victim@example.org', '203.0.113.51')).toBe(true);
  });

  test('all of an IPv6 /64 is one network', async () => {
    const networks = Array.from({ length: 130 }, (_, index) => server.networkOf(`2001:db8:9:9::${index.toString(16)}`));
    const allowed: boolean[] = [];
    for (const [index, network] of networks.entries()) allowed.push(await guess(`spray-${index}@example.org`, network));
    expect(allowed.filter(Boolean)).toHaveLength(100);
  });

  test('a success is not counted as a try', async () => {
    const { email } = await newPerson(maker);
    for (let count = 0; count < 9; count++) await guess(email, `203.0.113.${count}`);
    expect(await attempt(email, OWNER_PASSWORD, '203.0.113.20')).toBe('signed-in');
    expect(await attempt(email, OWNER_PASSWORD, '203.0.113.21')).toBe('signed-in');
  });
});

describe('an account that does not exist', () => {
  test('gets the same answer', async () => {
    expect(await attempt('nobody@example.org', WRONG, HOME)).toBe('wrong');
  });

  test('takes the same time, as the same hash is made', async () => {
    const { email } = await newPerson(maker);
    const timed = async (address: string, network: string): Promise<number> => {
      const startedAt = performance.now();
      await attempt(address, WRONG, network);
      return performance.now() - startedAt;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 3; round++) {
      known.push(await timed(email, `192.0.2.${round}`));
      unknown.push(await timed('nobody-here@example.org', `192.0.2.${round}`));
    }
    const middle = (values: number[]): number => values.sort((left, right) => left - right)[1]!;
    // The hash takes hundreds of milliseconds; a missing one would make a ratio of ten and more.
    const ratio = middle(known) / middle(unknown);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  test('is what a deleted one looks like', async () => {
    const { email, userId } = await newPerson(maker);
    await world.db.user.update({ where: { id: userId }, data: { deletedAt: new Date() } });
    expect(await attempt(email, OWNER_PASSWORD, HOME)).toBe('wrong');
  });
});

describe('a session', () => {
  const actorKind = async (token: { sessionId: string; secret: string }): Promise<string> =>
    (await server.actorOfSession(tools(), token)).kind;
  const fresh = async () => {
    const { userId } = await newPerson(maker);
    return server.startSession(tools(), userId, 'a test browser');
  };

  test('keeps only a hash of its secret', async () => {
    const token = await fresh();
    const row = await world.db.session.findUniqueOrThrow({ where: { id: token.sessionId } });
    expect(JSON.stringify(row)).not.toContain(token.secret);
    expect(Buffer.from(token.secret, 'base64url')).toHaveLength(32);
  });

  test('ends when it was not used for a fortnight, and lives on when it was', async () => {
    const token = await fresh();
    now += 13 * 86_400_000;
    expect(await actorKind(token)).toBe('user');
    now += 13 * 86_400_000;
    expect(await actorKind(token)).toBe('user');
    now += 14 * 86_400_000;
    expect(await actorKind(token)).toBe('anonymous');
  });

  test('ends after thirty days however much it is used', async () => {
    const token = await fresh();
    for (let day = 0; day < 29; day += 7) {
      expect(await actorKind(token)).toBe('user');
      now += 7 * 86_400_000;
    }
    expect(await actorKind(token)).toBe('anonymous');
  });

  test("is nobody's with another secret, another id, or after signing out", async () => {
    const token = await fresh();
    const other = await fresh();
    expect(await actorKind({ ...token, secret: other.secret })).toBe('anonymous');
    expect(await actorKind({ ...token, secret: `${token.secret}A` })).toBe('anonymous');
    expect(await actorKind({ ...token, sessionId: '01890000-0000-7000-8000-000000000000' })).toBe('anonymous');
    await server.signOut(tools(), { ...token, secret: other.secret });
    expect(await actorKind(token)).toBe('user');
    await server.signOut(tools(), token);
    expect(await actorKind(token)).toBe('anonymous');
    expect(await actorKind(other)).toBe('user');
  });

  test('of each other device ends with a changed password', async () => {
    const person = await newPerson(maker);
    const elsewhere = await server.startSession(
      { ...tools(), clock: world.workerCtx.clock },
      person.userId,
      'elsewhere',
    );
    const change = maker.server.SERVICES['settings/change-password'];
    const input = { currentPassword: OWNER_PASSWORD, newPassword: 'nine copper bells in the fog' };
    expect(await change.call(person.ctx, input)).toMatchObject({ status: 'done', value: { endedSessions: 1 } });
    const kinds = await Promise.all(
      [person.token, elsewhere].map((token) => server.actorOfSession(world.workerCtx, token)),
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(['user', 'anonymous']);
    expect(await attempt(person.email, OWNER_PASSWORD, HOME)).toBe('wrong');
    expect(await attempt(person.email, input.newPassword, HOME)).toBe('signed-in');
  });
});

describe('the current password', () => {
  test('is asked at most ten times, so that a stolen session cannot guess it', async () => {
    const person = await newPerson(maker);
    const change = maker.server.SERVICES['settings/change-password'];
    const input = { currentPassword: WRONG, newPassword: 'nine copper bells in the fog' };
    const { LIMITS, takeTurn } = server;
    for (let count = 0; count < 8; count++)
      await takeTurn(world.db, world.workerCtx.clock, LIMITS.passwordUser, person.userId);
    const codes: string[] = [];
    for (let count = 0; count < 3; count++) {
      const outcome = await change.call(person.ctx, input);
      codes.push(outcome.status === 'refused' ? outcome.code : 'done');
    }
    expect(codes).toEqual(['bad-input', 'bad-input', 'too-many-requests']);
  });
});
