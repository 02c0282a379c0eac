import { dictionary } from '@zxcvbn-ts/language-common';
import { expect, test } from 'vitest';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN, passwordProblem } from '@/lib/server/auth/password-rules';

const COMMON_COUNT = 3_000;

/** In the order of how often they were found in leaks. */
const common = dictionary['passwords-common'];
const longEnough = common
  .map(String)
  .filter((password) => password.length >= PASSWORD_LENGTH_MIN)
  .slice(0, COMMON_COUNT);

test(`the ${COMMON_COUNT} commonest passwords of sufficient length are all refused`, () => {
  expect(longEnough).toHaveLength(COMMON_COUNT);
  expect(longEnough.filter((password) => passwordProblem(password, []) === undefined)).toEqual([]);
});

test('so are they with the usual decorations', () => {
  const decorated = longEnough
    .slice(0, 100)
    .flatMap((password) => [`${password}1`, `${password}!`, password[0]!.toUpperCase() + password.slice(1)]);
  expect(decorated.filter((password) => passwordProblem(password, []) === undefined)).toEqual([]);
});

test('the words of the person and the product are known', () => {
  const own = ['ada.lovelace@example.org', 'Ada Lovelace'];
  for (const password of ['adalovelace', 'Lovelace2026', 'ada.lovelace', 'ballast-ada', 'example.org1'])
    expect(passwordProblem(password, own), password).toBeDefined();
});

// Matching that explodes with length would not come back before the runner gives up on the test.
test('passwords of the longest length allowed are judged to the end', () => {
  const own = ['a'.repeat(254), 'b'.repeat(80)];
  const judged = ['a', 'password', 'qwerty1', 'aB3$', '2026-11-21', 'é漢'].map((part) =>
    passwordProblem(part.repeat(PASSWORD_LENGTH_MAX).slice(0, PASSWORD_LENGTH_MAX), own),
  );
  expect(judged).toHaveLength(6);
  expect(judged[0]).toBeDefined();
});
