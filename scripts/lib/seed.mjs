import { ownerEnvironment } from './environment.mjs';
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
