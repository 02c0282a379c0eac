import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { takeLock } from './file-lock.mjs';
import { logsDir, root, stateDir } from './paths.mjs';
import { identityOf, isAlive, waitUntilGone } from './process-identity.mjs';
import { onCommandsChange } from './run-command.mjs';
import { emptyRun, leftovers, readRun, writeRun } from './run-file.mjs';
import { shutDown } from './shut-down.mjs';

/** A start that was just killed has a keeper cleaning up after it; it is given time to finish. */
const LOCK_WAIT_MILLISECONDS = 500;
const DYING_MILLISECONDS_MAX = 15_000;

/** @typedef {import('./run-file.mjs').RunState} RunState */

/** @returns {{ done: () => Promise<void> }} */
function startKeeper() {
  mkdirSync(logsDir, { recursive: true });
  const log = openSync(path.join(logsDir, 'keeper.log'), 'a');
  const args = [path.join(root, 'scripts/lib/keeper.mjs'), String(process.pid)];
  const keeper = spawn(process.execPath, args, { stdio: ['pipe', log, log], detached: true, cwd: '/' });
  closeSync(log);
  keeper.stdin.on('error', () => {});
  keeper.unref();
  keeper.stdin.unref?.();
  const gone = new Promise((resolve) => keeper.once('exit', resolve));
  return {
    done: async () => {
      keeper.ref();
      keeper.stdin.end('done');
      await gone;
    },
  };
}

/**
 * Makes this process the one that runs this checkout.
 * @returns {Promise<{ status: 'taken', holder: import('./process-identity.mjs').ProcessIdentity, address: string | null }
 *   | { status: 'ours', run: RunState, hadLeftovers: boolean, save: () => void, leave: () => Promise<void> }>}
 */
export async function beginRun() {
  mkdirSync(stateDir, { recursive: true });
  const lock = await takeLock(path.join(stateDir, 'start.lock'), LOCK_WAIT_MILLISECONDS);
  if (!('release' in lock)) return { status: 'taken', holder: lock.holder, address: readRun().address };
  const before = readRun();
  if (before.start !== null && isAlive(before.start)) await waitUntilGone(before.start, DYING_MILLISECONDS_MAX);
  const left = leftovers(before);
  const hadLeftovers = left.commands.length + left.services.length > 0;
  // The database is left running: it is taken over, which spares it a recovery.
  if (hadLeftovers) await shutDown({ ...before, place: null });
  const run = { ...emptyRun(before.ports), start: identityOf(process.pid), place: before.place };
  writeRun(run);
  const save = () => saveQuietly(run);
  const keeper = startKeeper();
  onCommandsChange((commands) => {
    run.commands = commands;
    save();
  });
  return { status: 'ours', run, hadLeftovers, save, leave: () => leaveRun(run, keeper, lock) };
}

/** Once under way, a full disk must not stop anything: the keeper and a later start then know a little less. */
function saveQuietly(run) {
  try {
    writeRun(run);
  } catch {
    // Said so where it hurts: by the step or the service that could not write.
  }
}

/** Ends what still runs and says so to the keeper. A full disk must not keep anything alive. */
async function leaveRun(run, keeper, lock) {
  await shutDown(run);
  onCommandsChange(() => {});
  saveQuietly(emptyRun(run.ports));
  await keeper.done();
  lock.release();
}
