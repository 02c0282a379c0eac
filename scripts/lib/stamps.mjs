import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeWhole } from './files.mjs';
import { stampsDir } from './paths.mjs';

/**
 * A stamp says "this step finished for inputs with this hash". It is taken away before the step begins and set
 * after it succeeded, so a step killed halfway is done again.
 * @param {string} name
 * @param {string} hash
 * @param {string} [folder]
 */
export function hasStamp(name, hash, folder = stampsDir) {
  try {
    return readFileSync(path.join(folder, name), 'utf8').trim() === hash;
  } catch {
    return false;
  }
}

/** @param {string} name @param {string} [folder] */
export const clearStamp = (name, folder = stampsDir) => rmSync(path.join(folder, name), { force: true });

/** @param {string} name @param {string} hash @param {string} [folder] */
export const setStamp = (name, hash, folder = stampsDir) => writeWhole(path.join(folder, name), `${hash}\n`);
