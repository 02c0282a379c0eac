import { existsSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './file-lock.mjs';
import { hashFiles } from './files.mjs';
import { root, stateDir, tool } from './paths.mjs';
import { runOrFail } from './run-command.mjs';
import { clearStamp, hasStamp, setStamp } from './stamps.mjs';

const SCHEMA = 'prisma/schema.prisma';
const CLIENT = 'lib/server/db/generated/client.ts';

const schemaHash = () => hashFiles(root, [SCHEMA, 'prisma.config.ts', 'node_modules/prisma/package.json']);

const isGenerated = () => hasStamp('prisma-client', schemaHash()) && existsSync(path.join(root, CLIENT));

/**
 * Generates the Prisma client when the schema changed.
 *
 * The command line wants to download a native engine that `generate` never runs; any executable in
 * PRISMA_SCHEMA_ENGINE_BINARY satisfies it, so generating needs no network.
 */
export async function generatePrismaClient() {
  if (!existsSync(path.join(root, SCHEMA)) || isGenerated()) return;
  await withLock(path.join(stateDir, 'prisma.lock'), 'generating the database client', async () => {
    if (isGenerated()) return;
    clearStamp('prisma-client');
    await runOrFail('prisma-generate', process.execPath, [tool('prisma/build/index.js'), 'generate'], {
      cwd: root,
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        CHECKPOINT_DISABLE: '1',
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
      },
    });
    setStamp('prisma-client', schemaHash());
  });
}
