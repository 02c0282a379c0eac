import { existsSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { PlainError } from './plain-error.mjs';

const MEGABYTE = 1_000_000;
/** Measured: packages 1.3 GB, a build 0.3 GB, a new database 0.1 GB; the rest is for what accumulates. */
const NEEDED_MEGABYTES = { first: 2_500, later: 200 };

/**
 * @param {number} freeMegabytes
 * @param {boolean} isFirst
 * @returns {string | null} a sentence when it will not do
 */
export function spaceObjection(freeMegabytes, isFirst) {
  const needed = isFirst ? NEEDED_MEGABYTES.first : NEEDED_MEGABYTES.later;
  if (freeMegabytes >= needed) return null;
  return `The disk has ${Math.floor(freeMegabytes)} MB free and ${isFirst ? 'a first start' : 'a start'} needs ${needed} MB. Free some space and run the same command again: nothing was changed.`;
}

/** Says so before anything is half done, rather than failing in the middle. */
export function requireDiskSpace() {
  let free;
  try {
    const { bavail, bsize } = statfsSync(root);
    free = (bavail * bsize) / MEGABYTE;
  } catch {
    return;
  }
  const isFirst =
    !existsSync(path.join(root, 'node_modules/.package-lock.json')) || !existsSync(path.join(root, '.next'));
  const objection = spaceObjection(free, isFirst);
  if (objection !== null) throw new PlainError(objection);
}
