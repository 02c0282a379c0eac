import { expect, test } from 'vitest';
import { SERVICES } from '@/lib/server/services/registry';
import { sourceOf, sourcesBelow } from '../http/ways-in';

const FOLDER = 'lib/server/services/';

const definedIn = (file: string): string[] => [
  ...[...sourceOf(file).matchAll(/\bservice(?:<[^>]*>)?\(\{\s*name: '([^']+)'/g)].map((match) => match[1] ?? ''),
];

const defined = sourcesBelow('lib')
  .filter((file) => file !== `${FOLDER}service.ts`)
  .flatMap((file) => definedIn(file).map((name) => ({ file, name })));

test('every service is defined in the file its name says, and nowhere else', () => {
  expect(defined.length).toBeGreaterThan(30);
  expect(defined.filter(({ file, name }) => file !== `${FOLDER}${name}.ts`)).toEqual([]);
});

test('the registry holds every service, and nothing that is gone', () => {
  expect(Object.keys(SERVICES).sort()).toEqual(defined.map(({ name }) => name).sort());
});

test.each(Object.entries(SERVICES))('%s is listed under its own name', (name, service) => {
  expect(service.name).toBe(name);
});
