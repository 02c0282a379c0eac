import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { runAs } from './postgres-user.mjs';
import { birthOf, identityOf, waitUntilGone } from './process-identity.mjs';
import { runCommand } from './run-command.mjs';

// What can be done to a server without being able to connect to it: needs no package, so that whoever cleans up after
// a killed start can use it.

const STOP_SECONDS_MAX = 20;

/** @typedef {import('./postgres-place.mjs').Place} Place */

/** The environment without the caller's PG* settings, which would lead the programs astray. */
const cleanEnvironment = () => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG'))),
  LC_ALL: 'C',
  TZ: 'UTC',
});

/**
 * Runs one of the server's programs as the server's user.
 * @param {Place} place
 * @param {string} log name of the log file
 * @param {string} program
 * @param {readonly string[]} programArgs
 * @param {Parameters<typeof runCommand>[3]} [options]
 */
export function runProgram(place, log, program, programArgs, options = {}) {
  const { command, args } = runAs(place.user, program, programArgs);
  return runCommand(log, command, args, { cwd: '/', env: cleanEnvironment(), ...(place.user.ids ?? {}), ...options });
}

/** @param {Place} place @param {readonly string[]} args @param {Parameters<typeof runCommand>[3]} [options] */
export const pgCtl = (place, args, options) =>
  runProgram(place, 'postgres', path.join(place.bin, 'pg_ctl'), ['-D', place.data, ...args], options);

/**
 * What a running server wrote about itself.
 * @param {string} text of postmaster.pid
 * @returns {{ pid: number, data: string, port: number } | null}
 */
export function parsePostmasterFile(text) {
  const lines = text.split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  const port = Number.parseInt(lines[3] ?? '', 10);
  return Number.isInteger(pid) && Number.isInteger(port) ? { pid, data: lines[1] ?? '', port } : null;
}

/**
 * The server that runs on this data folder now, or null. The file alone proves nothing: its number may belong to
 * another program since a crash, or to the server of the checkout this one was copied from.
 * @param {Place} place
 */
export function postmaster(place) {
  const file = path.join(place.data, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const found = parsePostmasterFile(readFileSync(file, 'utf8'));
  if (found === null || birthOf(found.pid) === null) return null;
  return isServerOf(found, place.data) ? found : null;
}

/** The server works inside its data folder, whatever path leads there. */
function isServerOf({ pid, data }, folder) {
  try {
    const [its, ours] = [statSync(`/proc/${pid}/cwd`), statSync(folder)];
    return its.dev === ours.dev && its.ino === ours.ino;
  } catch {
    return path.resolve(data) === path.resolve(folder);
  }
}

/**
 * Stops the server: open connections are cut, committed work is safe.
 * @param {Place} place
 */
export async function stopServer(place) {
  const running = postmaster(place);
  if (running === null) return;
  const identity = identityOf(running.pid);
  const { code } = await pgCtl(place, ['-w', '-t', String(STOP_SECONDS_MAX), '-m', 'fast', 'stop'], {
    whileStopping: true,
  });
  if (code !== 0)
    await pgCtl(place, ['-w', '-t', String(STOP_SECONDS_MAX), '-m', 'immediate', 'stop'], { whileStopping: true });
  await waitUntilGone(identity, 2_000);
}
