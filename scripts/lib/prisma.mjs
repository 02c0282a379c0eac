import { existsSync } from 'node:fs';
import path from 'node:path';
import { hashFiles } from './files.mjs';
import { root, tool } from './paths.mjs';
import { runOrFail } from './run-command.mjs';
import { clearStamp, hasStamp, setStamp } from './stamps.mjs';

const SCHEMA = 'prisma/schema.prisma';
const CLIENT = 'lib/server/db/generated/client.ts';

/**
 * Generates the Prisma client when the schema changed.
 *
 * The command line wants to download a native engine that `generate` never runs; any executable in
 * PRISMA_SCHEMA_ENGINE_BINARY satisfies it, so generating needs no network.
 */
export async function generatePrismaClient() {
  if (!existsSync(path.join(root, SCHEMA))) return;
  const hash = hashFiles(root, [SCHEMA, 'prisma.config.ts', 'node_modules/prisma/package.json']);
  if (hasStamp('prisma-client', hash) && existsSync(path.join(root, CLIENT))) return;
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
  setStamp('prisma-client', hash);
}
