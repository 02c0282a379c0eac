import { existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { readJson, writeJson, writeWhole } from './files.mjs';
import { buildDir, root } from './paths.mjs';
import { PlainError } from './plain-error.mjs';

/** The processes beside the web server; each is one file under .ballast/build. */
export const ENTRIES = /** @type {const} */ (['worker', 'exchange', 'cli', 'thread', 'seed']);

/** @param {string} entry */
const sourceOf = (entry) => `lib/server/entry/${entry}.ts`;

/** Packages stay outside and are resolved from node_modules; our own sources become one file. */
const OPTIONS = /** @type {const} */ ({
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  packages: 'external',
  sourcemap: 'linked',
  metafile: true,
  write: false,
  logLevel: 'silent',
});

/** @param {string} file */
const stateOfFile = (file) => {
  const { size, mtimeMs } = statSync(path.join(root, file), { throwIfNoEntry: false }) ?? { size: -1, mtimeMs: -1 };
  return `${size}:${mtimeMs}`;
};

/** @param {string} output @param {string} recordFile */
function isFresh(output, recordFile) {
  if (!existsSync(output)) return false;
  const record = readJson(recordFile);
  if (!record?.inputs) return false;
  return Object.entries(record.inputs).every(([file, state]) => stateOfFile(file) === state);
}

/** One call, one esbuild process: the asynchronous form leaves a helper process behind for as long as we live. */
function bundle(buildSync, source, output) {
  const alias = { '@': root, 'server-only': path.join(root, 'scripts/lib/empty.mjs') };
  try {
    return buildSync({ ...OPTIONS, absWorkingDir: root, entryPoints: [source], outfile: output, alias });
  } catch (error) {
    throw new PlainError(`${source} could not be bundled: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Bundles one TypeScript source into one module, unless it and all it imports are unchanged since last time.
 * @param {string} source relative to the checkout
 * @param {string} name of the output without extension
 * @returns {Promise<string>} absolute path of the module
 */
export async function bundleSource(source, name) {
  const output = path.join(buildDir, `${name}.mjs`);
  const recordFile = path.join(buildDir, `${name}.inputs.json`);
  if (isFresh(output, recordFile)) return output;
  const { buildSync } = await import('esbuild');
  mkdirSync(buildDir, { recursive: true });
  const result = bundle(buildSync, source, output);
  const inputs = Object.fromEntries(Object.keys(result.metafile.inputs).map((file) => [file, stateOfFile(file)]));
  for (const file of result.outputFiles) writeWhole(file.path, file.contents);
  writeJson(recordFile, { inputs });
  return output;
}

/**
 * Bundles the entries that exist.
 * @returns {Promise<Record<string, string>>} entry name -> absolute path of its module
 */
export async function bundleEntries(entries = ENTRIES) {
  const present = entries.filter((entry) => existsSync(path.join(root, sourceOf(entry))));
  const modules = await Promise.all(present.map((entry) => bundleSource(sourceOf(entry), entry)));
  return Object.fromEntries(present.map((entry, index) => [entry, modules[index]]));
}
