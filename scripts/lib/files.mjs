import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Writes a file whole or not at all: a reader, or a start after a crash, never sees half of it.
 * @param {string} file
 * @param {string | Uint8Array} content
 * @param {number} [mode]
 */
export function writeWhole(file, content, mode = 0o644) {
  mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.${randomUUID().slice(0, 8)}.part`;
  try {
    writeFileSync(temporary, content, { mode });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/**
 * The parsed content, or null when the file is absent or damaged.
 * @param {string} file
 * @returns {any}
 */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** @param {string} file @param {unknown} value @param {number} [mode] */
export const writeJson = (file, value, mode) => writeWhole(file, `${JSON.stringify(value, null, 2)}\n`, mode);

/**
 * All files below the given files and folders, sorted, as paths relative to the base.
 * @param {string} base
 * @param {readonly string[]} entries
 * @param {(relativePath: string) => boolean} [keep]
 */
export function listFiles(base, entries, keep = () => true) {
  const found = [];
  const visit = (relativePath) => {
    if (!keep(relativePath)) return;
    const absolute = path.join(base, relativePath);
    if (!existsSync(absolute)) return;
    if (!statSync(absolute).isDirectory()) found.push(relativePath);
    else for (const name of readdirSync(absolute)) visit(path.join(relativePath, name));
  };
  for (const entry of entries) visit(entry);
  return found.sort();
}

/**
 * SHA-256 (hex) over names and contents, so that renaming, adding, removing and editing all change it.
 * @param {string} base
 * @param {readonly string[]} relativePaths
 * @param {readonly string[]} [extra] what else the result depends on
 */
export function hashFiles(base, relativePaths, extra = []) {
  const hash = createHash('sha256');
  for (const text of extra) hash.update(`extra\0${text}\0`);
  for (const relativePath of relativePaths) {
    const content = readFileSync(path.join(base, relativePath));
    hash.update(`file\0${relativePath}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
