import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;
const alias = { '@': root, 'server-only': path.join(root, 'tests/support/server-only.ts') };

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'pure',
          include: ['tests/{unit,contract,golden}/**/*.test.{ts,tsx}'],
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
          testTimeout: 300_000,
          hookTimeout: 120_000,
          globalSetup: ['tests/support/database-setup.ts'],
          maxWorkers: 1,
        },
      },
    ],
  },
});
