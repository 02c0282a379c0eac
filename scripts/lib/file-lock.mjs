import { mkdirSync, openSync, closeSync, readFileSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { PlainError } from './plain-error.mjs';
import { identityOf, isAlive } from './process-identity.mjs';

const POLL_MILLISECONDS = 100;
/** The longest work under a lock is an install over a slow line. */
const WORK_MILLISECONDS_MAX = 900_000;
/** A holder that has opened its file but not yet written its name gets this long. */
const NAMELESS_MILLISECONDS_MAX = 2_000;

/** @param {string} file @returns {import('./process-identity.mjs').ProcessIdentity | null} */
function holderOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** @param {string} file @returns {boolean} whether the lock is now ours */
function tryTake(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  let descriptor;
  try {
    descriptor = openSync(file, 'wx', 0o644);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
  writeSync(descriptor, JSON.stringify(identityOf(process.pid)));
  closeSync(descriptor);
  return true;
}

/**
 * Runs work while holding the lock; waits for whoever else of this checkout does the same work.
 * @template T
 * @param {string} file
 * @param {string} what for the sentence when the other one does not come to an end
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, what, work) {
  const lock = await takeLock(file, WORK_MILLISECONDS_MAX);
  if (!('release' in lock)) throw new PlainError(`Process ${lock.holder.pid} of this checkout is still ${what}.`);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/**
 * Takes the lock file for this process. A lock whose holder has died (kill -9, power cut) is taken over.
 * @param {string} file
 * @param {number} waitMilliseconds how long to wait for a living holder
 * @returns {Promise<{ release: () => void } | { holder: import('./process-identity.mjs').ProcessIdentity }>}
 */
export async function takeLock(file, waitMilliseconds) {
  const end = Date.now() + waitMilliseconds;
  let namelessSince = null;
  for (;;) {
    if (tryTake(file)) return { release: () => rmSync(file, { force: true }) };
    const holder = holderOf(file);
    if (holder === null) namelessSince ??= Date.now();
    const isStale = holder === null ? Date.now() - namelessSince > NAMELESS_MILLISECONDS_MAX : !isAlive(holder);
    if (isStale) rmSync(file, { force: true });
    else if (holder !== null && Date.now() >= end) return { holder };
    if (!isStale) await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
}
