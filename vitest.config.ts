import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;
const alias = { '@': root, 'server-only': path.join(root, 'tests/support/server-only.ts') };

/** Long runs belong to `npm run test:long`. */
const exclude = ['**/node_modules/**', ...(process.env['BALLAST_LONG'] === '1' ? [] : ['**/*.long.test.ts'])];

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'pure',
          include: ['tests/{unit,contract,golden}/**/*.test.{ts,tsx}'],
          exclude,
          isolate: false,
          testTimeout: 60_000,
          setupFiles: ['tests/support/fail-on-console.ts'],
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          exclude,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: ['tests/support/database-setup.ts'],
          maxWorkers: 2,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'fault',
          include: ['tests/fault/**/*.test.ts'],
          exclude,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          globalSetup: ['tests/support/database-setup.ts'],
          maxWorkers: 1,
        },
      },
    ],
  },
});
