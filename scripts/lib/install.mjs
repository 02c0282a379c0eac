import { accessSync, constants, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './file-lock.mjs';
import { hashFiles, readJson, writeJson } from './files.mjs';
import { pinnedNode, root, stateDir } from './paths.mjs';
import { PlainError } from './plain-error.mjs';
import { endGroup, isAlive } from './process-identity.mjs';
import { runCommand } from './run-command.mjs';
import { clearStamp, hasStamp, setStamp } from './stamps.mjs';

/** A silent npm has been seen to hang for good on one connection; a second try goes through. */
const IDLE_MILLISECONDS_MAX = 180_000;
const TRIES_MAX = 2;

const installerFile = path.join(stateDir, 'installer.json');

/**
 * True when every package the lockfile asks for stands in node_modules in that version. npm writes its own record
 * (node_modules/.package-lock.json) last, so an install that was killed halfway has none.
 * @param {any} wanted the parsed package-lock.json
 * @param {any} present the parsed node_modules/.package-lock.json, or null
 */
export function isInstalled(wanted, present) {
  if (!wanted?.packages || !present?.packages) return false;
  return Object.entries(wanted.packages).every(
    ([place, entry]) =>
      place === '' || entry.optional || entry.devOptional || present.packages[place]?.version === entry.version,
  );
}

/** npm of the very installation that runs us, else the one on the path. */
function npmCommand() {
  const script = process.env.npm_execpath;
  if (script?.endsWith('npm-cli.js') && existsSync(script)) return { command: process.execPath, args: [script] };
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] };
}

/** A user without a home (nobody, a bare container) still gets a cache: ours. */
function npmEnvironment() {
  const env = { ...process.env, NODE_ENV: 'development', NO_UPDATE_NOTIFIER: '1' };
  try {
    accessSync(process.env.npm_config_cache ?? process.env.HOME ?? '/nonexistent', constants.W_OK);
  } catch {
    env.npm_config_cache = path.join(stateDir, 'npm-cache');
    env.HOME = path.join(stateDir, 'home');
    mkdirSync(env.HOME, { recursive: true });
  }
  return env;
}

async function npmCi() {
  const { command, args } = npmCommand();
  const flags = ['ci', '--include=dev', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=http'];
  for (let tries = 1; ; tries++) {
    const { code, output, wasIdle } = await runCommand('install', command, [...args, ...flags], {
      cwd: root,
      env: npmEnvironment(),
      idleMillisecondsMax: IDLE_MILLISECONDS_MAX,
      onStarted: (identity) => writeJson(installerFile, identity),
    });
    if (code === 0) return;
    if (/ENOSPC|No space left/.test(output)) throw new PlainError('ENOSPC');
    if (!wasIdle || tries === TRIES_MAX) throw new PlainError(installFailure(output));
  }
}

/** @param {string} output */
function installFailure(output) {
  const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|EIDLETIMEOUT/.test(output);
  const reason = offline ? 'the package registry cannot be reached' : 'npm ci failed';
  return `The packages could not be installed: ${reason}. The details are in .ballast/logs/install.log; run the same command again when that is mended.`;
}

const installHash = () => hashFiles(root, ['package.json', 'package-lock.json'], [process.platform, process.arch]);

/** Whether the packages are already there; looks closely only when the quick look does not settle it. */
export function hasPackages() {
  const hash = installHash();
  const record = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(pinnedNode) || !existsSync(record)) return false;
  if (hasStamp('install', hash)) return true;
  if (!isInstalled(readJson(path.join(root, 'package-lock.json')), readJson(record))) return false;
  setStamp('install', hash);
  return true;
}

/**
 * Installs the packages when they are not there as the lockfile wants them. One process of this checkout at a time:
 * an installer whose caller was killed is ended first.
 * @param {import('./console.mjs').Console} console
 */
export async function ensureInstalled(console) {
  if (hasPackages()) return;
  await withLock(path.join(stateDir, 'install.lock'), 'installing the packages', async () => {
    const orphan = readJson(installerFile);
    if (orphan !== null && isAlive(orphan)) await endGroup(orphan, 0);
    if (hasPackages()) return;
    clearStamp('install');
    await console.step('Installing packages', npmCi);
    setStamp('install', installHash());
    rmSync(installerFile, { force: true });
  });
}
