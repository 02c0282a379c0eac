/** Deeper than any contract; a bound on the walk below. */
const DEPTH_MAX = 32;

/** Keys that mean something to the language itself: no input has a use for them. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** What neither JSON columns nor hashes can carry: the zero character, and halves of surrogate pairs. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

export interface ShapeProblem {
  readonly field: string;
  readonly message: string;
}

function stringProblem(text: string, field: string): ShapeProblem | undefined {
  return UNSTORABLE.test(text) ? { field, message: 'has characters that are not text' } : undefined;
}

/** Numbers, the bulk of a large input, are passed over before anything is allocated for them. */
const needsLook = (value: unknown): boolean =>
  typeof value === 'string' || (typeof value === 'object' && value !== null);

function entriesProblem(entries: Iterable<[string | number, unknown]>, path: readonly string[]) {
  for (const [key, value] of entries) {
    const problem = needsLook(value) ? shapeProblem(value, [...path, String(key)]) : undefined;
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function keysProblem(keys: readonly string[], path: readonly string[]): ShapeProblem | undefined {
  for (const key of keys) {
    if (FORBIDDEN_KEYS.has(key)) return { field: [...path, key].join('.'), message: 'is not a name we know' };
    const problem = stringProblem(key, path.join('.'));
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** The first thing in an input that no contract should ever see; undefined when there is none. */
export function shapeProblem(value: unknown, path: readonly string[] = []): ShapeProblem | undefined {
  if (typeof value === 'string') return stringProblem(value, path.join('.'));
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return undefined;
  if (path.length >= DEPTH_MAX) return { field: path.join('.'), message: 'is nested too deeply' };
  if (Array.isArray(value)) return entriesProblem(value.entries(), path);
  return keysProblem(Object.keys(value), path) ?? entriesProblem(Object.entries(value), path);
}
