import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Real data for tests, read from where it lies; it carries no licence to ship, so it is never part of the repository. */
const SHARED_DATA = process.env['BALLAST_SHARED_DATA'] ?? path.join(import.meta.dirname, '../../../shared/data');

export const sharedDataPath = (name: string): string => path.join(SHARED_DATA, name);

export const hasSharedData = (name: string): boolean => existsSync(sharedDataPath(name));

/** Text of a gzip file of the shared data. */
export const readSharedGzip = (name: string): string => gunzipSync(readFileSync(sharedDataPath(name))).toString('utf8');

export const CORE_FILE = 'prices/core_multi_asset_wide.csv.gz';
