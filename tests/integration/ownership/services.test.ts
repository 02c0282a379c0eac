import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outcome } from '@/lib/base/outcome';
import type { Actor, ServiceContext } from '@/lib/server/context';
import type { Logger } from '@/lib/server/log';
import type { Access } from '@/lib/server/services/service';
import { createWorld, type World } from '../../support/world';
import { QUESTIONS } from './service-inputs';
import { createMaker, type Maker, newOwner, newPerson, type Person, type Things } from './things';

/**
 * Acceptance 6: every service, asked about one investor's things by everybody there is. What must come of it follows
 * from the access the service declares; nothing here knows a service but for its input. No proxy stands in between.
 */

let world: World;
let maker: Maker;
let stranger: Person;
let admin: Person;
let names: readonly (keyof typeof QUESTIONS)[];

beforeAll(async () => {
  world = await createWorld();
  maker = await createMaker(world);
  stranger = await newPerson(maker);
  admin = await newPerson(maker, { role: 'admin' });
  names = Object.keys(QUESTIONS) as (keyof typeof QUESTIONS)[];
});
afterAll(() => world.close());

interface Heard {
  readonly ctx: ServiceContext;
  /** What was logged as a refusal of somebody who is not the owner. */
  readonly refusals: object[];
}

function listening(actor: Actor): Heard {
  const refusals: object[] = [];
  const log = Object.create(world.workerCtx.log, {
    warn: {
      value: (fields: object, message?: string) => {
        if (message?.startsWith('refused') === true) refusals.push(fields);
      },
    },
  }) as Logger;
  return { ctx: { ...world.workerCtx, actor, log }, refusals };
}

const ask = (name: keyof typeof QUESTIONS, ctx: ServiceContext, things: Things): Promise<Outcome<unknown>> =>
  maker.server.SERVICES[name].call(ctx, QUESTIONS[name].input(things));

const endOf = (outcome: Outcome<unknown>): string => (outcome.status === 'done' ? 'done' : outcome.code);

/** Every row that belongs to a user, as text: equal before and after means that nothing was touched. */
async function stateOf(userId: string): Promise<string> {
  const { OWNED_TABLES } = await import('@/lib/server/services/settings/export-my-data');
  const { db } = world;
  const parts: unknown[] = [
    await db.user.findUniqueOrThrow({ where: { id: userId } }),
    await db.credential.findUniqueOrThrow({ where: { userId } }),
  ];
  for (const read of Object.values(OWNED_TABLES)) parts.push(await read(db, userId));
  return JSON.stringify(parts, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

/** The owner's ids that an answer to somebody else may not contain; those of the question itself say nothing new. */
function leaks(outcome: Outcome<unknown>, things: Things, input: unknown): string[] {
  const text = JSON.stringify(outcome);
  const asked = input instanceof Object ? JSON.stringify(input) : '';
  const { ctx: _ctx, token, ...named } = things;
  const ids = [...Object.values(named), token.sessionId, token.secret];
  return ids.filter((id) => text.includes(id) && !asked.includes(id));
}

/** What a signed-in person who is not the owner must see: ids of others lead nowhere, own lists are their own. */
const NAMES_OTHERS_THINGS = new Set<keyof typeof QUESTIONS>([
  'account/open-account',
  'market/search-instruments',
  'plan/create-recommendation',
  'plan/price-exclusions',
  'portfolio/find-weights',
  'portfolio/measure-risk',
  'portfolio/simulate-wealth',
  'portfolio/stress-mix',
  'portfolio/replay-strategies',
  'portfolio/trace-frontier',
  'profile/save-draft',
]);

function expectedOfOther(name: keyof typeof QUESTIONS, access: Access): string | undefined {
  if (access === 'owner' || access === 'worker' || NAMES_OTHERS_THINGS.has(name)) return 'not-found';
  // Public and own things: what comes of it is the asker's own business, but nothing of the owner's may be in it.
  return undefined;
}

test('every service has a question', () => {
  expect([...names].sort()).toEqual(Object.keys(maker.server.SERVICES).sort());
});

describe.each(Object.keys(QUESTIONS) as (keyof typeof QUESTIONS)[])('%s', (name) => {
  let things: Things;
  let access: Access;
  let before: string;

  beforeAll(async () => {
    things = await newOwner(maker);
    access = maker.server.SERVICES[name].access;
    before = await stateOf(things.userId);
  });

  const expectUntouched = async (): Promise<void> => expect(await stateOf(things.userId)).toBe(before);

  const nobodies: readonly (readonly [string, Actor])[] = [
    ['anonymous', { kind: 'anonymous' }],
    ['the worker', { kind: 'worker' }],
    // Roles that come later have no actor yet; a credential of theirs must not pass for anybody.
    ['an advisor with a grant', { kind: 'advisor', grant: 'full' } as unknown as Actor],
    ['an API key in scope', { kind: 'api-key', scopes: ['*'] } as unknown as Actor],
  ];

  test.each(nobodies)('%s', async (_who, actor) => {
    const { ctx } = listening(actor);
    const outcome = await ask(name, ctx, things);
    if (access === 'signed-in' || access === 'owner') expect(endOf(outcome)).toBe('not-signed-in');
    if (access === 'worker') expect(endOf(outcome)).toBe(actor.kind === 'worker' ? 'done' : 'not-found');
    expect(leaks(outcome, things, QUESTIONS[name].input(things))).toEqual([]);
    await expectUntouched();
  });

  test('the session of a deleted user', async () => {
    const gone = await newPerson(maker);
    await world.db.user.update({ where: { id: gone.userId }, data: { deletedAt: new Date() } });
    const actor = await maker.server.actorOfSession(world.workerCtx, gone.token);
    expect(actor).toEqual({ kind: 'anonymous' });
    const outcome = await ask(name, listening(actor).ctx, things);
    if (access !== 'public') expect(['not-signed-in', 'not-found']).toContain(endOf(outcome));
    await expectUntouched();
  });

  test.each(['another investor', 'an admin'] as const)('%s', async (who) => {
    const person = who === 'an admin' ? admin : stranger;
    const { ctx, refusals } = listening(person.ctx.actor);
    // Their own account is not what is asked about here; a fresh one is deleted in its place.
    const isAboutSelf = name === 'settings/delete-account' || name === 'settings/change-password';
    const asker = isAboutSelf ? await newPerson(maker, who === 'an admin' ? { role: 'admin' } : {}) : person;
    const outcome = await ask(name, isAboutSelf ? { ...ctx, actor: asker.ctx.actor } : ctx, things);
    const expected = expectedOfOther(name, access);
    if (expected !== undefined) expect(endOf(outcome)).toBe(expected);
    if (access === 'owner') {
      expect(refusals).toEqual([expect.objectContaining({ service: name, userId: person.userId, isOthers: true })]);
    }
    expect(leaks(outcome, things, QUESTIONS[name].input(things))).toEqual([]);
    await expectUntouched();
  });

  test('the owner', async () => {
    const outcome = await ask(name, listening(things.ctx.actor).ctx, things);
    const expected = access === 'worker' ? 'not-found' : (QUESTIONS[name].ownerSees ?? 'done');
    expect(outcome.status === 'refused' ? `${outcome.code}: ${outcome.message}` : 'done').toMatch(
      new RegExp(`^${expected}`),
    );
  });
});
