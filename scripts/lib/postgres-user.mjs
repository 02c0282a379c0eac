import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { PlainError } from './plain-error.mjs';

const USERS = ['postgres', 'nobody'];
/** Any number but 0 will do: PostgreSQL only looks whether it is root. */
const MAPPED = ['--user', '--map-user=1000', '--map-group=1000', '--'];

/**
 * PostgreSQL refuses to run as root. ids: another user to hand it to. wrapper: a command in front, for a "root" who is
 * a plain user in truth (a user namespace with one user) and cannot become anyone else.
 * @typedef {{ ids: { uid: number, gid: number } | null, wrapper: string[] }} ServerUser
 */

const AS_IS = { ids: null, wrapper: [] };

/** @param {string} name @returns {{ uid: number, gid: number } | null} */
function idsOf(name) {
  try {
    const id = (flag) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}

const works = (command, args, options = {}) => {
  const probe = spawnSync(command, args, { cwd: '/', stdio: 'ignore', ...options });
  return probe.error === undefined && probe.status === 0;
};

/** Who made the data, when it is there already. @param {string} data @returns {{ uid: number, gid: number } | null} */
function ownerOf(data) {
  const found = statSync(data, { throwIfNoEntry: false });
  return found === undefined || found.uid === 0 ? null : { uid: found.uid, gid: found.gid };
}

/**
 * @param {string} data the data folder, which may not exist yet
 * @returns {ServerUser}
 */
export function chooseServerUser(data) {
  if (process.getuid?.() !== 0) return AS_IS;
  const owner = ownerOf(data);
  if (owner !== null && works('/bin/sh', ['-c', ':'], owner)) return { ids: owner, wrapper: [] };
  for (const name of USERS) {
    const ids = idsOf(name);
    if (ids !== null && works('/bin/sh', ['-c', ':'], ids)) return { ids, wrapper: [] };
  }
  if (works('unshare', [...MAPPED, '/bin/sh', '-c', ':'])) return { ids: null, wrapper: ['unshare', ...MAPPED] };
  throw new PlainError(
    'PostgreSQL does not run as root, and this root can become neither "postgres" nor "nobody". Run as a plain user.',
  );
}

/** @param {ServerUser} user @param {string} command @param {readonly string[]} args */
export function runAs(user, command, args) {
  const [first = command, ...rest] = [...user.wrapper, command, ...args];
  return { command: first, args: rest };
}
