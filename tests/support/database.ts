import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { databaseUrls, type DatabaseUrls } from '../../scripts/lib/postgres-roles.mjs';
import { copyTemplate } from '../../scripts/lib/test-server.mjs';
import './database-setup';

export interface TestDatabase extends DatabaseUrls {
  /** The files the seed wrote (prices at rest). Read only; copy it before writing. */
  readonly templateStoreDir: string;
  readonly demoPassword: string;
  /** Removes the database, cutting whoever is still connected. */
  readonly drop: () => Promise<void>;
}

/** A migrated and seeded database of its own: one a test file, dropped in afterAll. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('testServer');
  const { database, drop } = await copyTemplate(server, randomUUID().replaceAll('-', '').slice(0, 16));
  return {
    ...databaseUrls(server.port, database, server.secrets),
    templateStoreDir: server.templateStore,
    demoPassword: server.secrets.demoPassword,
    drop,
  };
}
