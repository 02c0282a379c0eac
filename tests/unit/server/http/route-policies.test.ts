import { describe, expect, test } from 'vitest';
import { ROUTE_POLICIES, type RoutePolicy } from '@/lib/server/http/in/route-policies';
import { SERVICES } from '@/lib/server/services/registry';
import type { Access } from '@/lib/server/services/service';
import { importsOf, servicesOfActions, servicesReached, sourceOf, waysIn } from './ways-in';

const ACCESS_BY_SERVICE: ReadonlyMap<string, Access> = new Map(
  Object.entries(SERVICES).map(([name, { access }]) => [name, access]),
);
const isService = (name: string): boolean => ACCESS_BY_SERVICE.has(name);
const STRICTNESS: readonly Access[] = ['public', 'signed-in', 'owner', 'worker'];

const found = waysIn();
const declared = Object.entries(ROUTE_POLICIES);

const reachedBy = (key: string): string[] => {
  const [file = '', action] = key.split('#');
  return action === undefined ? servicesReached(file, isService) : [servicesOfActions(file)[action] ?? 'unknown'];
};

const strictest = (services: readonly string[]): Access =>
  STRICTNESS[Math.max(0, ...services.map((name) => STRICTNESS.indexOf(ACCESS_BY_SERVICE.get(name) ?? 'worker')))]!;

test('the scan sees the tree: pages, routes and actions', () => {
  expect(found.keys).toContain('app/api/v1/recommendations/route.ts');
  expect(found.keys).toContain('app/(public)/page.tsx');
  expect(found.keys).toContain('app/(auth)/actions.ts#signUpAction');
});

test('every way in has a declared policy', () => {
  expect(found.keys.filter((key) => !Object.hasOwn(ROUTE_POLICIES, key))).toEqual([]);
});

test('no policy is left of a way in that is gone', () => {
  expect(declared.map(([key]) => key).filter((key) => !found.keys.includes(key))).toEqual([]);
});

test('every server action is made by the one wrapper', () => {
  expect(found.unwrapped).toEqual([]);
});

describe.each(declared.filter(([key]) => found.keys.includes(key)))('%s', (key: string, policy: RoutePolicy) => {
  test('calls the services it declares and no others', () => {
    expect(reachedBy(key)).toEqual([...policy.services].sort());
  });

  test('is as strict as the strictest of its services', () => {
    if (policy.access === 'token' || policy.access === 'next-auth') return;
    expect(policy.access).toBe(strictest(policy.services));
  });
});

test.each(found.keys.filter((key) => key.startsWith('app/api/v1/') && !key.includes('/health/')))(
  '%s answers through the one wrapper',
  (file) => {
    const handlers = [...sourceOf(file).matchAll(/^export const (GET|POST|PUT|PATCH|DELETE) = (\w+)/gm)];
    expect(handlers.length).toBeGreaterThan(0);
    expect(handlers.map((match) => match[2])).toEqual(handlers.map(() => 'apiRoute'));
    expect(sourceOf(file)).not.toMatch(/^export (async )?function/m);
  },
);

test('the proxy decides nothing about who may see what, so deleting it lets nobody in', () => {
  expect(importsOf('proxy.ts')).toEqual(['lib/shared/security-headers.ts']);
  expect(sourceOf('proxy.ts')).not.toMatch(/cookie|session|redirect|rewrite/i);
});
