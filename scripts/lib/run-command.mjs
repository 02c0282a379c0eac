import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { logsDir } from './paths.mjs';
import { PlainError } from './plain-error.mjs';
import { endGroup, identityOf, signalGroup } from './process-identity.mjs';

/** How much of a command's last output is kept for the error message, in characters. */
const TAIL_LENGTH_MAX = 65_536;
const TAIL_LINES_SHOWN = 12;

/** Commands under way, so that a stop ends them too. @type {Set<import('./run-file.mjs').NamedIdentity>} */
const underWay = new Set();

/** @type {(commands: import('./run-file.mjs').NamedIdentity[]) => void} */
let onChange = () => {};

/** Tells the caller which commands are under way whenever that changes (the run file keeps them). */
export const onCommandsChange = (listener) => {
  onChange = listener;
};

const END_GRACE_MILLISECONDS = 5_000;

/** Ends what is under way: politely first, so that a test runner can close its browser. */
export async function endCommands() {
  isEnding = true;
  await Promise.all([...underWay].map((identity) => endGroup(identity, END_GRACE_MILLISECONDS)));
}

let isEnding = false;

/** From now on nothing new is started: what is under way may fail, and must not begin anything else meanwhile. */
export const refuseNewCommands = () => {
  isEnding = true;
};

/** Whether this process is taking everything down. */
export const isStopping = () => isEnding;

/**
 * The log keeps everything; a full disk must not hide the reason, so writing it is best effort and the last lines
 * stay in memory.
 * @param {string} name
 */
function openLog(name) {
  try {
    mkdirSync(logsDir, { recursive: true });
    const descriptor = openSync(path.join(logsDir, `${name}.log`), 'w');
    return {
      write: (chunk) => {
        try {
          writeSync(descriptor, chunk);
        } catch {
          // The disk is full or read-only: the tail in memory still tells why the command failed.
        }
      },
      close: () => closeSync(descriptor),
    };
  } catch {
    return { write: () => {}, close: () => {} };
  }
}

/** @param {string} text */
const lastLines = (text) => text.trimEnd().split('\n').slice(-TAIL_LINES_SHOWN).join('\n');

/**
 * Runs a command in its own process group with its output in `.ballast/logs/<name>.log`.
 * @param {string} name
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, uid?: number, gid?: number, idleMillisecondsMax?: number, whileStopping?: boolean,
 *   onStarted?: (identity: import('./process-identity.mjs').ProcessIdentity) => void }} [options]
 * @returns {Promise<{ code: number, output: string, wasIdle: boolean }>} code 128 + n after signal n
 */
export function runCommand(name, command, args, options = {}) {
  const { idleMillisecondsMax, onStarted, whileStopping = false, ...spawnOptions } = options;
  if (isEnding && !whileStopping)
    return Promise.reject(new PlainError(`${name}: not begun, everything is being stopped.`));
  return new Promise((resolve, reject) => {
    const log = openLog(name);
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, ...spawnOptions });
    const identity = child.pid === undefined ? null : { ...identityOf(child.pid), name };
    if (identity) {
      underWay.add(identity);
      onStarted?.(identity);
    }
    onChange([...underWay]);
    let output = '';
    let wasIdle = false;
    let idleTimer;
    const watchIdle = () => {
      clearTimeout(idleTimer);
      if (idleMillisecondsMax === undefined || !identity) return;
      idleTimer = setTimeout(() => {
        wasIdle = true;
        signalGroup(identity, 'SIGKILL');
      }, idleMillisecondsMax);
    };
    const take = (chunk) => {
      log.write(chunk);
      output = (output + chunk.toString('utf8')).slice(-TAIL_LENGTH_MAX);
      watchIdle();
    };
    const finish = (settle) => {
      clearTimeout(idleTimer);
      if (identity) underWay.delete(identity);
      onChange([...underWay]);
      log.close();
      settle();
    };
    watchIdle();
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => finish(() => reject(error)));
    child.once('close', (code, signal) => finish(() => resolve({ code: code ?? (signal ? 128 : 1), output, wasIdle })));
  });
}

/**
 * As runCommand, but anything but exit code 0 is an error that carries the last lines.
 * @param {string} name
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Parameters<typeof runCommand>[3]} [options]
 */
export async function runOrFail(name, command, args, options) {
  const { code, output } = await runCommand(name, command, args, options);
  if (code === 0) return output;
  throw new PlainError(
    `The step "${name}" failed (exit code ${code}). Its last lines, all of them in .ballast/logs/${name}.log:\n${lastLines(output)}`,
  );
}
