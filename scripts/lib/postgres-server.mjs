import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { PlainError } from './plain-error.mjs';
import { rememberedOrFreePort } from './ports.mjs';
import { pgCtl, postmaster, runProgram, stopServer } from './postgres-control.mjs';
import { identityOf } from './process-identity.mjs';

const SUPERUSER = 'postgres';
/** Crash recovery after a kill may replay a lot; a start that takes longer than this is stuck. */
const START_SECONDS_MAX = 90;
const START_TRIES_MAX = 4;
/** PostgreSQL's own codes. */
const CANNOT_CONNECT_NOW = '57P03';
const INVALID_PASSWORD = '28P01';
const LOG_BYTES_MAX = 10_000_000;

/** @typedef {import('./postgres-place.mjs').Place} Place */
/** @typedef {{ port: number, identity: import('./process-identity.mjs').ProcessIdentity, isAdopted: boolean }} RunningServer */

/** What root prepares for the server must belong to the user it runs as. @param {Place} place @param {string} file */
function giveToServer(place, file) {
  if (place.user.ids !== null) chownSync(file, place.user.ids.uid, place.user.ids.gid);
}

/** @param {Place} place */
const logFile = (place) => path.join(place.folder, 'server.log');

/** @param {Place} place @param {string} password @param {number} port @param {string} [database] */
export const superuserSettings = (port, password, database = 'postgres') => ({
  host: '127.0.0.1',
  port,
  user: SUPERUSER,
  password,
  database,
  connectionTimeoutMillis: 5_000,
});

/** Makes the data folder aside and moves it into place whole, so a killed start leaves nothing half made. */
async function makeData(place, password) {
  for (const name of readdirSync(place.folder)) {
    if (name.startsWith(`${place.major}.new`)) rmSync(path.join(place.folder, name), { recursive: true, force: true });
  }
  const fresh = `${place.data}.new`;
  const passwordFile = `${fresh}.password`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  mkdirSync(fresh, { mode: 0o700 });
  for (const file of [passwordFile, fresh]) giveToServer(place, file);
  const flags = [
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--auth=scram-sha-256',
  ];
  const args = ['-D', fresh, '-U', SUPERUSER, `--pwfile=${passwordFile}`, ...flags];
  const { code, output } = await runProgram(place, 'initdb', path.join(place.bin, 'initdb'), args);
  if (code !== 0) throw new PlainError(`The database could not be made:\n${output.trimEnd()}`);
  rmSync(passwordFile);
  renameSync(fresh, place.data);
}

function prepareLog(place) {
  const file = logFile(place);
  if (!existsSync(file)) writeFileSync(file, '', { mode: 0o600 });
  else if (statSync(file).size > LOG_BYTES_MAX) truncateSync(file, 0);
  giveToServer(place, file);
}

/** Loopback only, by password, without socket files whose path could be too long or closed. */
const baseSettings = (port) => ({
  port: String(port),
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '100',
});

/** @param {Record<string, string>} settings values are of our own making: letters, digits, dots */
const asOptions = (settings) =>
  Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');

/** @param {string} log @param {string} output of pg_ctl */
function startFailure(log, output) {
  if (/No space left on device/.test(log)) return 'No space left on device';
  const reason = log
    .split('\n')
    .filter((line) => /FATAL|PANIC/.test(line))
    .at(-1);
  return `The database did not start. ${reason ?? output.trim()}`;
}

/** @param {Place} place @param {number | undefined} rememberedPort @param {Record<string, string>} settings */
async function launch(place, rememberedPort, settings) {
  rmSync(path.join(place.data, 'postmaster.pid'), { force: true });
  for (let tries = 1; ; tries++) {
    const port = await rememberedOrFreePort(tries === 1 ? rememberedPort : undefined);
    prepareLog(place);
    const begin = statSync(logFile(place)).size;
    const options = asOptions({ ...baseSettings(port), ...settings });
    const { code, output } = await pgCtl(place, [
      '-w',
      '-t',
      String(START_SECONDS_MAX),
      '-l',
      logFile(place),
      '-o',
      options,
      'start',
    ]);
    const running = postmaster(place);
    if (code === 0 && running !== null) return running;
    const log = readFileSync(logFile(place), 'utf8').slice(begin);
    // A server killed a moment ago may still be letting go of its memory, or someone took the port meanwhile.
    const isPassing = /pre-existing shared memory block|could not bind|Address already in use/.test(log);
    if (!isPassing || tries === START_TRIES_MAX) throw new PlainError(startFailure(log, output));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

/** @returns {Promise<string>} '' when the password opens the server, else the error code */
async function tryPassword(port, password) {
  const client = new pg.Client(superuserSettings(port, password));
  try {
    await client.connect();
    return '';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'closed';
  } finally {
    await client.end().catch(() => {});
  }
}

/** A server that is still recovering says so; it is waited for, never cut off. */
async function whenStarted(port, password) {
  const end = Date.now() + START_SECONDS_MAX * 1_000;
  let answer = await tryPassword(port, password);
  while (answer === CANNOT_CONNECT_NOW && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    answer = await tryPassword(port, password);
  }
  return answer;
}

/** The data outlived the file with the secrets: give the server's superuser the new password, with the server down. */
async function resetPassword(place, password) {
  const script = `ALTER ROLE ${SUPERUSER} PASSWORD '${password}'`;
  const file = path.join(place.folder, 'reset.sql');
  writeFileSync(file, script, { mode: 0o600 });
  giveToServer(place, file);
  const shell = '"$1" --single -D "$2" postgres < "$3"';
  try {
    const args = ['-c', shell, 'sh', path.join(place.bin, 'postgres'), place.data, file];
    const { code, output } = await runProgram(place, 'postgres-reset', '/bin/sh', args);
    if (code !== 0) throw new PlainError(`The database did not accept new secrets:\n${output.trimEnd()}`);
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * Starts the server of this folder, or takes over the one that already runs.
 * @param {Place} place
 * @param {{ password: string, rememberedPort?: number, settings?: Record<string, string> }} options
 * @returns {Promise<RunningServer>}
 */
export async function ensureServer(place, { password, rememberedPort, settings = {} }) {
  if (!existsSync(path.join(place.data, 'PG_VERSION'))) await makeData(place, password);
  let running = postmaster(place);
  const isAdopted = running !== null && (await whenStarted(running.port, password)) === '';
  if (!isAdopted) {
    if (running !== null) await stopServer(place);
    running = await launch(place, rememberedPort, settings);
    if ((await whenStarted(running.port, password)) === INVALID_PASSWORD) {
      await stopServer(place);
      await resetPassword(place, password);
      running = await launch(place, rememberedPort, settings);
    }
  }
  return { port: running.port, identity: identityOf(running.pid), isAdopted };
}
