import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Outcome } from '@/lib/base/outcome';
import { createWorld, type World } from '../../support/world';
import { QUESTIONS } from '../ownership/service-inputs';
import { createMaker, type Maker, newOwner, type Things } from '../ownership/things';

/**
 * Where a text is expected, an object would be an operator to the database, and a missing one would drop a condition.
 * Every service is asked with every kind of thing in the place of each text, by somebody who may ask.
 */

let world: World;
let maker: Maker;
let things: Things;

beforeAll(async () => {
  world = await createWorld();
  maker = await createMaker(world);
  things = await newOwner(maker);
});
afterAll(() => world.close());

type Name = keyof typeof QUESTIONS;
type Path = readonly (string | number)[];

const CONFUSIONS: readonly (readonly [string, unknown])[] = [
  ['an object', {}],
  ['an operator', { not: '' }],
  ['another operator', { contains: '' }],
  ['a list', []],
  ['a list of lists', [[['x']]]],
  ['null', null],
  ['a number', 7],
  ['a truth value', true],
  ['the zero character', 'a\0b'],
  ['half of a surrogate pair', '\ud800'],
];

function textPaths(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string') return [path];
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    textPaths(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function withValue(input: unknown, [head, ...rest]: Path, value: unknown): unknown {
  if (head === undefined) return value;
  const inner = withValue((input as Record<string | number, unknown>)[head], rest, value);
  return Array.isArray(input)
    ? input.map((old: unknown, index) => (index === head ? inner : old))
    : { ...(input as object), [head]: inner };
}

const Properties = z.object({ properties: z.record(z.string(), z.looseObject({ type: z.string().optional() })) });

/** Texts of the contract that the question leaves out, because they are optional. */
function optionalTexts(name: Name, input: unknown): Path[] {
  const schema = z.toJSONSchema(maker.server.SERVICES[name].input, { io: 'input', unrepresentable: 'any' });
  const parsed = Properties.safeParse(schema);
  if (!parsed.success) return [];
  return Object.entries(parsed.data.properties)
    .filter(([key, { type }]) => type === 'string' && !Object.hasOwn(input as object, key))
    .map(([key]) => [key]);
}

const ask = (name: Name, input: unknown): Promise<Outcome<unknown>> =>
  maker.server.SERVICES[name].call(things.ctx, input);

const codeOf = (outcome: Outcome<unknown>): string => (outcome.status === 'done' ? 'done' : outcome.code);

/** Doors for programs, which take a request or an array of them. */
const TAKES_MANY: ReadonlySet<Name> = new Set<Name>([
  'portfolio/compute-metrics',
  'portfolio/find-weights',
  'portfolio/measure-risk',
  'portfolio/simulate-wealth',
  'portfolio/stress-mix',
  'portfolio/replay-strategies',
  'portfolio/trace-frontier',
]);

describe.each(Object.keys(QUESTIONS) as Name[])('%s', (name) => {
  test('refuses anything but a text where a text belongs', async () => {
    const input = QUESTIONS[name].input(things);
    const let_in: string[] = [];
    for (const path of [...textPaths(input), ...optionalTexts(name, input)]) {
      for (const [kind, value] of CONFUSIONS) {
        const code = codeOf(await ask(name, withValue(input, path, value)));
        if (code !== 'bad-input') let_in.push(`${path.join('.')} as ${kind}: ${code}`);
      }
    }
    expect(let_in).toEqual([]);
  });

  test('refuses names it does not know, and those that mean something to the language', async () => {
    const input = QUESTIONS[name].input(things) as object;
    for (const extra of [
      '{"isAdmin":true}',
      '{"userId":"x"}',
      '{"__proto__":{"a":1}}',
      '{"constructor":{"prototype":{}}}',
    ]) {
      // Parsed, as a request would be: written out, __proto__ would set the prototype.
      const added: unknown = JSON.parse(extra);
      const keys = Object.getOwnPropertyDescriptors(added);
      const question = Object.defineProperties({ ...input }, keys);
      expect(codeOf(await ask(name, question)), extra).toBe('bad-input');
    }
  });

  test('refuses an input that is no object at all', async () => {
    const question = QUESTIONS[name].input(things);
    for (const input of [null, undefined, 'text', 7, true, [], [null], [[question]]]) {
      expect(codeOf(await ask(name, input)), JSON.stringify(input)).toBe('bad-input');
    }
    expect(codeOf(await ask(name, [question])), 'an array of one').toBe(TAKES_MANY.has(name) ? 'done' : 'bad-input');
  });
});

test('nothing was changed by all of this', async () => {
  const prototype = Object.getOwnPropertyNames(Object.prototype);
  expect(prototype).not.toContain('a');
  expect(await world.db.account.count({ where: { userId: things.userId } })).toBe(1);
});
