import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { NEWEST_MIGRATION } from '@/lib/server/db/newest-migration';

test('the build asks for the newest migration there is', () => {
  const folder = path.resolve(import.meta.dirname, '../../../../prisma/migrations');
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(
    names
      .map(({ name }) => name)
      .sort()
      .at(-1),
  ).toBe(NEWEST_MIGRATION);
});
