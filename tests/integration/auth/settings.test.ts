import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServiceContext } from '@/lib/server/context';
import { createWorld, valueOf, type World } from '../../support/world';
import { createMaker, type Maker, newOwner, newPerson, OWNER_PASSWORD } from '../ownership/things';

const load = async () => ({
  ...(await import('@/lib/server/auth/sessions')),
  ...(await import('@/lib/server/auth/sign-in')),
});

let world: World;
let maker: Maker;
let server: Awaited<ReturnType<typeof load>>;

beforeAll(async () => {
  world = await createWorld();
  maker = await createMaker(world);
  server = await load();
});
afterAll(() => world.close());

const signIn = (email: string, password: string) =>
  server.signInWithPassword(world.workerCtx, { email, password, network: '192.0.2.77', agent: 'a test browser' });

describe('signing up', () => {
  const signUp = (input: object) =>
    maker.server.SERVICES['auth/sign-up'].call({ ...world.workerCtx, actor: { kind: 'anonymous' } }, input);
  const form = { password: 'copper lantern drifts north', displayName: 'Ada', hasReadDisclosures: true };

  test('makes one account, whatever the case of the letters and however many try at once', async () => {
    const emails = ['Ada@Example.org', 'ada@example.org', 'ADA@EXAMPLE.ORG'];
    const outcomes = await Promise.all(emails.map((email) => signUp({ ...form, email })));
    expect(outcomes.map(({ status }) => status)).toEqual(['done', 'done', 'done']);
    expect(await world.db.user.count({ where: { email: 'ada@example.org' } })).toBe(1);
    expect((await signIn(' ADA@example.org', form.password)).status).toBe('signed-in');
  });

  test('answers the same for an address that has an account, and changes nothing of it', async () => {
    const { email } = await newPerson(maker);
    const fresh = await signUp({ ...form, email: 'fresh@example.org' });
    const known = await signUp({ ...form, email });
    expect(known).toEqual({ status: 'done', value: { email } });
    expect(Object.keys(known)).toEqual(Object.keys(fresh));
    expect((await signIn(email, form.password)).status).toBe('wrong');
    expect((await signIn(email, OWNER_PASSWORD)).status).toBe('signed-in');
  });

  test('needs the disclosures and a password that is hard to guess', async () => {
    const email = 'careless@example.org';
    expect(await signUp({ ...form, email, hasReadDisclosures: false })).toMatchObject({ field: 'hasReadDisclosures' });
    expect(await signUp({ ...form, email, password: 'iloveyou1' })).toMatchObject({
      code: 'bad-input',
      field: 'password',
    });
    expect(await world.db.user.count({ where: { email } })).toBe(0);
  });
});

describe('where somebody is signed in', () => {
  test('is listed without secrets, and each place can be ended', async () => {
    const person = await newPerson(maker);
    const elsewhere = await server.startSession(world.workerCtx, person.userId, 'elsewhere');
    const list = maker.server.SERVICES['settings/list-sessions'];
    const sessions = valueOf(await list.call(person.ctx, {}));
    expect(sessions.map(({ id, isCurrent }) => [id, isCurrent])).toEqual(
      expect.arrayContaining([
        [person.token.sessionId, true],
        [elsewhere.sessionId, false],
      ]),
    );
    expect(JSON.stringify(sessions)).not.toMatch(/hash|secret/i);
    valueOf(await maker.server.SERVICES['settings/end-session'].call(person.ctx, { sessionId: elsewhere.sessionId }));
    expect(await server.actorOfSession(world.workerCtx, elsewhere)).toEqual({ kind: 'anonymous' });
    expect(valueOf(await list.call(person.ctx, {}))).toHaveLength(1);
  });
});

describe('deleting the account', () => {
  const deleteAccount = (ctx: ServiceContext, input: object) =>
    maker.server.SERVICES['settings/delete-account'].call(ctx, input);

  test('needs the password and a yes', async () => {
    const { ctx, userId } = await newPerson(maker);
    expect(await deleteAccount(ctx, { currentPassword: 'a guess', isSure: true })).toMatchObject({ code: 'bad-input' });
    expect(await deleteAccount(ctx, { currentPassword: OWNER_PASSWORD })).toMatchObject({ field: 'isSure' });
    expect((await world.db.user.findUniqueOrThrow({ where: { id: userId } })).deletedAt).toBeNull();
  });

  test('ends every session, takes name, mail and password away, and frees the address', async () => {
    const owner = await newOwner(maker);
    valueOf(await deleteAccount(owner.ctx, { currentPassword: OWNER_PASSWORD, isSure: true }));
    expect(await server.actorOfSession(world.workerCtx, owner.token)).toEqual({ kind: 'anonymous' });
    expect((await signIn(owner.email, OWNER_PASSWORD)).status).toBe('wrong');
    const row = await world.db.user.findUniqueOrThrow({ where: { id: owner.userId } });
    expect(row).toMatchObject({ email: null, displayName: 'Deleted account' });
    const job = await world.db.job.findUniqueOrThrow({ where: { id: owner.jobId } });
    expect(job.cancelRequestedAt).not.toBeNull();
    // What was done stays on record.
    expect(await world.db.auditEvent.count({ where: { userId: owner.userId, kind: 'user-deleted' } })).toBe(1);
    expect(await world.db.order.count({ where: { userId: owner.userId } })).toBeGreaterThan(0);
  });

  test.each(['demo', 'sandbox'] as const)('is not offered in a %s, nor is another password', async (userKind) => {
    const { ctx } = await newPerson(maker, { userKind });
    const settings = valueOf(await maker.server.SERVICES['settings/get-settings'].call(ctx, {}));
    expect(settings).toMatchObject({ kind: userKind, canDelete: false, canChangePassword: false });
    const input = { currentPassword: OWNER_PASSWORD, isSure: true };
    expect(await deleteAccount(ctx, input)).toMatchObject({ code: 'not-allowed' });
  });
});
