import { describe, expect, test } from 'vitest';
import { networkOf } from '@/lib/server/auth/network-of';
import { hashPassword, verifyPassword } from '@/lib/server/auth/password';
import { passwordProblem } from '@/lib/server/auth/password-rules';

describe('password hashing', () => {
  test('the right password passes, another does not, and the salt makes two hashes differ', async () => {
    const [first, second] = await Promise.all([hashPassword('four quiet rivers'), hashPassword('four quiet rivers')]);
    expect(first).not.toBe(second);
    expect(await verifyPassword('four quiet rivers', first)).toBe(true);
    expect(await verifyPassword('four quiet river', first)).toBe(false);
  });

  test('an account that does not exist is refused', async () => {
    expect(await verifyPassword('anything', undefined)).toBe(false);
  });

  test('an unreadable hash is refused', async () => {
    expect(await verifyPassword('anything', 'plain:anything')).toBe(false);
  });

  // Oracle: RFC 7914 section 12, scrypt("pleaseletmein", "SodiumChloride", N=16384, r=8, p=1), first 32 bytes.
  test('the derivation is scrypt as published', async () => {
    const salt = Buffer.from('SodiumChloride').toString('base64url');
    const key = Buffer.from('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2', 'hex').toString(
      'base64url',
    );
    expect(await verifyPassword('pleaseletmein', `$scrypt$ln=14,r=8,p=1$${salt}$${key}`)).toBe(true);
  });
});

describe('password rules', () => {
  test.each([
    'password',
    '12345678',
    'qwertyuiop',
    'iloveyou1',
    'letmein123',
    'Passw0rd!',
    'ballast2026',
    'maria.lopez',
  ])('%s is refused', (password) => expect(passwordProblem(password, ['maria.lopez@example.org'])).toBeDefined());

  test('length bounds are said in one sentence', () => {
    expect(passwordProblem('short', [])).toMatch(/at least 8/);
    expect(passwordProblem('a'.repeat(129), [])).toMatch(/at most 128/);
  });

  test('a phrase of unrelated words passes', () => {
    expect(passwordProblem('copper lantern drifts north', [])).toBeUndefined();
  });
});

describe('the network of an address', () => {
  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
    ['2001:0db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::ffff:cb00:7109', '203.0.113.9'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::9]:443', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['203.0.113.9:55123', '203.0.113.9'],
    [' 203.0.113.9 ', '203.0.113.9'],
    ['not an address', 'unknown'],
    ['203.0.113.999', 'unknown'],
    ['', 'unknown'],
  ])('%s belongs to %s', (address, network) => expect(networkOf(address)).toBe(network));
});
