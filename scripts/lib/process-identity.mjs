import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A process by number and birth: a number alone may have been handed to a stranger since.
 * @typedef {{ pid: number, born: string }} ProcessIdentity
 */

/**
 * State and birth out of one line of /proc/<pid>/stat. The command stands in brackets and may itself hold
 * brackets and spaces, so the fields are counted from the last closing one.
 * @param {string} stat
 */
export function parseProcStat(stat) {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', born: fields[19] ?? '' };
}

/**
 * When the process was born, in the system's own unit; null when it is gone (or a zombie).
 * @param {number} pid
 * @returns {string | null}
 */
export function birthOf(pid) {
  if (process.platform === 'linux') {
    try {
      const { state, born } = parseProcStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
      return state === 'Z' || state === 'X' ? null : born;
    } catch {
      return null;
    }
  }
  try {
    const line = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return line === '' ? null : line;
  } catch {
    return null;
  }
}

/** @param {number} pid @returns {ProcessIdentity} */
export const identityOf = (pid) => ({ pid, born: birthOf(pid) ?? '' });

/** @param {ProcessIdentity | null | undefined} identity */
export function isAlive(identity) {
  if (!identity || !Number.isInteger(identity.pid) || identity.pid <= 1) return false;
  const born = birthOf(identity.pid);
  return born !== null && born === identity.born;
}

const POLL_MILLISECONDS = 50;

/**
 * Waits until the process is gone; false when it still lives after the given time.
 * @param {ProcessIdentity} identity
 * @param {number} timeoutMilliseconds
 */
export async function waitUntilGone(identity, timeoutMilliseconds) {
  const end = Date.now() + timeoutMilliseconds;
  while (isAlive(identity)) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
  return true;
}

/**
 * Signals a process of ours and its whole group (every child of ours leads its own group).
 * @param {ProcessIdentity} identity
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(identity, signal) {
  if (!isAlive(identity)) return;
  for (const target of [-identity.pid, identity.pid]) {
    try {
      process.kill(target, signal);
      return;
    } catch {
      // No such group: the process itself is tried next; gone altogether is what we want.
    }
  }
}

/**
 * Asks a process group to end, and makes it end when it does not.
 * @param {ProcessIdentity} identity
 * @param {number} graceMilliseconds
 */
export async function endGroup(identity, graceMilliseconds) {
  signalGroup(identity, 'SIGTERM');
  if (await waitUntilGone(identity, graceMilliseconds)) return;
  signalGroup(identity, 'SIGKILL');
  await waitUntilGone(identity, 5_000);
}
