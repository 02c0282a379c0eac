import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { invariant } from '@/lib/base/invariant';

/** Bytes kept under the name of their content: written once, never changed. A folder now, an object store later. */
export interface ArtefactStore {
  /** Does nothing when the key is there already: the same name means the same content. */
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>;
  readonly get: (key: string) => Promise<Uint8Array | undefined>;
  readonly has: (key: string) => Promise<boolean>;
}

/** `kind/hash` or `kind/hash.extension`; nothing that could leave the folder. */
const KEY_PATTERN = /^[a-z][a-z-]{0,30}\/[0-9a-f]{64}(\.[a-z0-9]{1,10})?$/;

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function absentAsUndefined<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * A store in a folder. A file appears under its name only when it is complete and on disk: written aside, synced,
 * renamed, and the folder synced, so a crash leaves either nothing or the whole.
 */
export function folderStore(folder: string): ArtefactStore {
  const pathOf = (key: string): string => {
    invariant(KEY_PATTERN.test(key), `${JSON.stringify(key)} is not an artefact key`);
    return path.join(folder, key);
  };
  const has = async (key: string): Promise<boolean> => (await absentAsUndefined(stat(pathOf(key)))) !== undefined;
  const put = async (key: string, bytes: Uint8Array): Promise<void> => {
    const target = pathOf(key);
    if (await has(key)) return;
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    const aside = `${target}.${randomBytes(6).toString('hex')}.part`;
    try {
      const handle = await open(aside, 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(aside, target);
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    }
    await syncFolder(path.dirname(target));
  };
  return { put, has, get: async (key) => absentAsUndefined(readFile(pathOf(key))) };
}
