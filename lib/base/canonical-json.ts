import { invariant } from './invariant';

export type CanonicalValue =
  | null
  | boolean
  | number
  | string
  | bigint
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue };

/**
 * RFC 8785 canonical JSON: keys sorted by UTF-16 code units, ECMAScript number form, no white space.
 * A bigint travels as a string. NaN, infinities and undefined are refused: a hash must never hide a missing number.
 */
export function canonicalJson(value: CanonicalValue): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return String(value);
    case 'bigint':
      return JSON.stringify(value.toString());
    case 'string':
      return JSON.stringify(value);
    case 'number':
      invariant(Number.isFinite(value), `canonical JSON refuses ${value}`);
      return JSON.stringify(value);
    case 'object':
      return isList(value) ? `[${value.map(canonicalJson).join(',')}]` : canonicalObject(value);
    default:
      throw new TypeError(`canonical JSON refuses a ${typeof value}`);
  }
}

const isList = (value: object): value is readonly CanonicalValue[] => Array.isArray(value);

function canonicalObject(value: { readonly [key: string]: CanonicalValue }): string {
  const keys = Object.keys(value).sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] as CanonicalValue)}`).join(',')}}`;
}

/** The text whose SHA-256 names a value: one line for kind and version, then the canonical JSON. */
export const hashableText = (kind: string, version: number, value: CanonicalValue): string =>
  `${kind}/${version}\n${canonicalJson(value)}`;
