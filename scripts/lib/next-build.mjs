import { existsSync } from 'node:fs';
import path from 'node:path';
import { buildEnvironment } from './environment.mjs';
import { withLock } from './file-lock.mjs';
import { hashFiles, listFiles } from './files.mjs';
import { root, stateDir, tool } from './paths.mjs';
import { runOrFail } from './run-command.mjs';
import { clearStamp, hasStamp, setStamp } from './stamps.mjs';

/** All that the web server's build reads from the checkout. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'proxy.ts',
  'next.config.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
];

const next = (args) => [tool('next/dist/bin/next'), ...args];

/** @param {NodeJS.ProcessEnv} [environment] */
export function sourcesHash(environment = process.env) {
  const publicSettings = Object.entries(environment).filter(([name]) => name.startsWith('NEXT_PUBLIC_'));
  return hashFiles(root, listFiles(root, SOURCES), [JSON.stringify(publicSettings.sort())]);
}

export const hasWebApp = () =>
  existsSync(path.join(root, 'app/layout.tsx')) || existsSync(path.join(root, 'app/(public)/layout.tsx'));

/** @param {string} [hash] of the sources */
export const isBuilt = (hash = sourcesHash()) =>
  hasStamp('next-build', hash) && existsSync(path.join(root, '.next/BUILD_ID'));

/** Builds the web server unless the last good build was made from the same sources. */
export async function buildWeb() {
  await withLock(path.join(stateDir, 'build.lock'), 'building the web server', async () => {
    const hash = sourcesHash();
    if (isBuilt(hash)) return;
    clearStamp('next-build');
    await runOrFail('next-build', process.execPath, next(['build']), { cwd: root, env: buildEnvironment() });
    setStamp('next-build', hash);
  });
}

/** Types of routes and images, which the compiler and the linter read. */
export async function generateWebTypes() {
  if (!hasWebApp()) return;
  await runOrFail('next-types', process.execPath, next(['typegen']), { cwd: root, env: buildEnvironment() });
}
