import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownPath } from '@/components/auth/own-path';

const SITE = 'https://ballast.example';

describe('where to go after signing in', () => {
  test.each([
    ['/plan', '/plan'],
    ['/start/questions?q=horizon&from=review', '/start/questions?q=horizon&from=review'],
    ['/plan#proof', '/plan#proof'],
    ['/plan/../portfolio', '/portfolio'],
  ])('%s is followed', (next, expected) => {
    expect(ownPath(next)).toBe(expected);
  });

  test.each([
    'https://evil.example/plan',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/..//evil.example',
    'javascript:alert(1)',
    '',
    'plan',
    '/sign-in',
    '/sign-up?next=/plan',
    '/api/v1/me/export',
  ])('%j leads to the plan instead', (next) => {
    expect(ownPath(next)).toBe('/plan');
  });

  test('an address given twice is not guessed at', () => {
    expect(ownPath(['/plan', '/portfolio'], '/start')).toBe('/start');
  });

  // Oracle: the browser's own reading of the address.
  test('whatever is asked for, a browser stays on this site', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '//',
      '@',
      ':',
      '\t',
      '\n',
      'evil.example',
      'http',
      '%2f',
      '?',
      '#',
      'a',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        expect(new URL(ownPath(`/${pieces.join('')}`), SITE).origin).toBe(SITE);
      }),
      { seed: 7, numRuns: 2000 },
    );
  });
});
