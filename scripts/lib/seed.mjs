import { statSync } from 'node:fs';
import path from 'node:path';
import { ownerEnvironment } from './environment.mjs';
import { hashFiles } from './files.mjs';
import { root } from './paths.mjs';
import { runOrFail } from './run-command.mjs';

/**
 * Seeds the demo market and the demo investor. The seed itself leaves alone what is already there.
 * @param {string | undefined} module the bundled seed entry, when the checkout has one
 * @param {NodeJS.ProcessEnv} environment
 * @param {import('./postgres-roles.mjs').DatabaseUrls} urls
 */
export async function seedDatabase(module, environment, urls) {
  if (module === undefined) return;
  const env = { ...ownerEnvironment(environment, urls), LOG_LEVEL: 'warn' };
  await runOrFail('seed', process.execPath, ['--enable-source-maps', module], { cwd: root, env });
}

/**
 * Names one seeding of one database: the same seed with the same settings, on data made at the same instant, has
 * nothing essential left to do.
 * @param {string} module
 * @param {NodeJS.ProcessEnv} environment
 * @param {import('./postgres-roles.mjs').DatabaseUrls} urls
 * @param {import('./postgres-place.mjs').Place | null} place
 */
export function seedHash(module, environment, urls, place) {
  const made = place === null ? '' : `${statSync(place.data).ino} ${statSync(place.data).birthtimeMs}`;
  const settings = [
    urls.ownerUrl.replace(/:\d+\//, '/'),
    made,
    String(environment.BALLAST_DEMO_EMAIL),
    String(environment.BALLAST_DEMO_PASSWORD),
  ];
  return hashFiles(root, [path.relative(root, module), 'package-lock.json'], settings);
}
