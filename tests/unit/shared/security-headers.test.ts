import { describe, expect, test } from 'vitest';
import { contentSecurityPolicy, SECURITY_HEADERS } from '../../../lib/shared/security-headers';

const directive = (policy: string, name: string): string =>
  policy.split('; ').find((part) => part.startsWith(`${name} `)) ?? '';

describe('content security policy', () => {
  test('with a nonce no other inline script runs', () => {
    const scripts = directive(contentSecurityPolicy({ nonce: 'abc', isDevelopment: false }), 'script-src');
    expect(scripts).toContain("'nonce-abc' 'strict-dynamic'");
    expect(scripts).not.toContain('unsafe');
  });

  test.each([{ nonce: 'abc', isDevelopment: false }, { isDevelopment: false }])(
    'plugins, foreign frames, base and form targets are closed: %j',
    (choice) => {
      const policy = contentSecurityPolicy(choice);
      expect(directive(policy, 'object-src')).toBe("object-src 'none'");
      expect(directive(policy, 'base-uri')).toBe("base-uri 'none'");
      expect(directive(policy, 'frame-ancestors')).toBe("frame-ancestors 'none'");
      expect(directive(policy, 'form-action')).toBe("form-action 'self'");
      expect(policy).not.toContain('unsafe-eval');
    },
  );
});

test('transport security lasts at least a year', () => {
  const header = SECURITY_HEADERS.find(({ key }) => key === 'Strict-Transport-Security')?.value ?? '';
  expect(Number(/max-age=(\d+)/.exec(header)?.[1])).toBeGreaterThanOrEqual(365 * 24 * 3600);
});
