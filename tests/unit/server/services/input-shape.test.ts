import { expect, test } from 'vitest';
import { shapeProblem } from '@/lib/server/services/input-shape';

const nested = (depth: number): unknown => (depth === 0 ? 'x' : [nested(depth - 1)]);

test.each([
  ['a plain object', { name: 'SPY', weights: { SPY: 0.6, TLT: 0.4 }, dates: ['2024-01-02'], none: null }],
  ['text of any script', { name: 'Ğüneş 東京 🌱' }],
  ['bytes', { bytes: Uint8Array.of(0, 1, 2) }],
  ['a number, nothing and a truth', [1, undefined, true]],
])('%s passes', (_name, value) => expect(shapeProblem(value)).toBeUndefined());

test.each([
  ['__proto__', JSON.parse('{"a":{"__proto__":{"isAdmin":true}}}'), 'a.__proto__'],
  ['constructor', JSON.parse('{"constructor":{"prototype":{}}}'), 'constructor'],
  ['prototype', { list: [{ prototype: 1 }] }, 'list.0.prototype'],
  ['the zero character in a value', { name: 'a\0b' }, 'name'],
  ['the zero character in a key', { 'a\0b': 1 }, ''],
  ['half of a surrogate pair', { list: ['fine', '\ud83c'] }, 'list.1'],
])('%s is refused with the place', (_name, value: unknown, field) => expect(shapeProblem(value)?.field).toBe(field));

test('nesting is bounded, however deep the input', () => {
  expect(shapeProblem(nested(31))).toBeUndefined();
  expect(shapeProblem(nested(40))?.message).toMatch(/deep/);
  expect(shapeProblem(JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)))?.message).toMatch(/deep/);
});
