import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { pinnedNode } from './paths.mjs';
import { PlainError } from './plain-error.mjs';

const PARENT_POLL_MILLISECONDS = 500;
const FORWARDED = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

export function requireUsableNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 11)) {
    throw new PlainError(`Ballast needs Node 20.11 or newer to start; this is ${process.version}.`);
  }
}

export const runsOnPinnedNode = () =>
  existsSync(pinnedNode) && realpathSync(process.execPath) === realpathSync(pinnedNode);

/**
 * Calls back when the process that started us and waits for us is gone: npm, or the same script under another Node.
 * A shell that merely ends does not count; it may have sent us to the background.
 * @param {() => void} listener
 */
export function onParentGone(listener) {
  const parent = process.ppid;
  const isWatched = process.env.BALLAST_PARENT_PID === String(parent) || process.env.npm_lifecycle_event !== undefined;
  if (!isWatched) return;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    listener();
  }, PARENT_POLL_MILLISECONDS);
  timer.unref();
}

/**
 * Runs the same script again under the pinned Node and answers with its exit code.
 * Signals are passed on; the inner script watches this process and stops when it is gone.
 * @param {string} script
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
export function reenter(script, args) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, BALLAST_PARENT_PID: String(process.pid) };
    const child = spawn(pinnedNode, ['--enable-source-maps', script, ...args], { stdio: 'inherit', env });
    for (const signal of FORWARDED) {
      // From here on stopping is the inner script's business.
      process.removeAllListeners(signal);
      process.on(signal, () => child.kill(signal));
    }
    onParentGone(() => child.kill('SIGTERM'));
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
