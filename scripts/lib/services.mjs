import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { logsDir, root } from './paths.mjs';
import { identityOf } from './process-identity.mjs';
import { isStopping } from './run-command.mjs';

const LOG_BYTES_MAX = 20_000_000;
/** A service that ends this often within the window will not come up by itself. */
const RESTARTS_MAX = 5;
const RESTART_WINDOW_MILLISECONDS = 60_000;
const BACKOFF_MILLISECONDS = [200, 1_000, 2_000, 4_000, 8_000];

const watchParent = pathToFileURL(path.join(root, 'scripts/lib/watch-parent.mjs')).href;

/** @param {string} folder @param {string} name */
function openServiceLog(folder, name) {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.log`);
  if (existsSync(file) && statSync(file).size > LOG_BYTES_MAX) renameSync(file, `${file}.old`);
  try {
    return openSync(file, 'a');
  } catch {
    // Written by another user (root, once): the folder is ours, so a new file can take its place.
    rmSync(file, { force: true });
    return openSync(file, 'a');
  }
}

/**
 * How long to wait before a service that ended is started again; null when it has ended too often.
 * @param {readonly number[]} endings instants in milliseconds, oldest first, this ending included
 * @param {number} now
 */
export function restartDelay(endings, now) {
  const recent = endings.filter((instant) => now - instant < RESTART_WINDOW_MILLISECONDS).length;
  return recent > RESTARTS_MAX ? null : (BACKOFF_MILLISECONDS[recent - 1] ?? 0);
}

/**
 * @typedef {object} Service
 * @property {string} name
 * @property {string[]} args of node
 * @property {NodeJS.ProcessEnv} env
 */

/**
 * Starts services and keeps them up until told to stop watching.
 * @param {object} hooks
 * @param {(name: string, identity: import('./process-identity.mjs').ProcessIdentity) => void} hooks.onStarted
 * @param {(sentence: string) => void} hooks.onEnded  a service ended and is started again
 * @param {(sentence: string) => void} hooks.onGivenUp
 * @param {string} [logFolder]
 */
export function superviseServices({ onStarted, onEnded, onGivenUp }, logFolder = logsDir) {
  let isWatching = true;
  const endings = new Map();
  const launch = (/** @type {Service} */ service) => {
    if (isStopping()) return;
    const log = openServiceLog(logFolder, service.name);
    const args = ['--enable-source-maps', '--import', watchParent, ...service.args];
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: service.env,
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    if (child.pid !== undefined) onStarted(service.name, identityOf(child.pid));
    child.once('error', () => ended(service, 'could not be started'));
    child.once('exit', (code, signal) => ended(service, signal ? `was ended by ${signal}` : `ended with code ${code}`));
  };
  const ended = (service, how) => {
    if (!isWatching || isStopping()) return;
    const instants = [...(endings.get(service.name) ?? []), Date.now()];
    endings.set(service.name, instants);
    const delay = restartDelay(instants, Date.now());
    if (delay === null) {
      isWatching = false;
      onGivenUp(
        `The ${service.name} process ${how} again and again; its log is ${path.relative(root, path.join(logFolder, `${service.name}.log`))}.`,
      );
      return;
    }
    onEnded(`The ${service.name} process ${how}; it is started again.`);
    setTimeout(() => isWatching && launch(service), delay);
  };
  return { launch, stopWatching: () => (isWatching = false) };
}
