import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TaskInput } from './task';

/** Both sides read the same bytes: numbers and names in JSON, arrays as little-endian doubles beside it. */

const isArray = (value: unknown): value is Float64Array => value instanceof Float64Array;

export function writeInput(folder: string, id: string, peers: readonly string[], input: TaskInput): void {
  const here = path.join(folder, id);
  rmSync(here, { recursive: true, force: true });
  mkdirSync(here, { recursive: true });
  const plain: Record<string, unknown> = { id, peers };
  const arrays: string[] = [];
  for (const [name, value] of Object.entries(input)) {
    if (isArray(value)) {
      arrays.push(name);
      writeFileSync(path.join(here, `${name}.f64`), new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    } else plain[name] = value;
  }
  writeFileSync(path.join(here, 'task.json'), JSON.stringify({ ...plain, arrays }));
}

export interface PeerResult {
  readonly name: string;
  readonly version: string;
  readonly medianMilliseconds: number;
  readonly runs: number;
  readonly weights: Float64Array;
  readonly failure: string | undefined;
}

interface RawResult {
  readonly name: string;
  readonly version: string;
  readonly medianMilliseconds: number | null;
  readonly runs: number;
  readonly weights: readonly number[] | null;
  readonly failure: string | null;
}

/** What the Python side wrote; our own script's output, so its shape is ours to know. */
export function readResults(folder: string, id: string): PeerResult[] {
  const text = readFileSync(path.join(folder, id, 'results.json'), 'utf8');
  const results = JSON.parse(text) as readonly RawResult[];
  return results.map(({ name, version, medianMilliseconds, runs, weights, failure }) => ({
    name,
    version,
    runs,
    medianMilliseconds: medianMilliseconds ?? Number.NaN,
    weights: Float64Array.from(weights ?? []),
    failure: failure ?? undefined,
  }));
}
