import { invariant } from './invariant';

export type CanonicalValue =
  null | boolean | number | string | bigint | readonly CanonicalValue[] | { readonly [key: string]: CanonicalValue };

/** Half of a surrogate pair: not Unicode, so it has no UTF-8 bytes to hash (RFC 8785, section 3.2.2.2). */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * RFC 8785 canonical JSON: keys sorted by UTF-16 code units, ECMAScript number form, no white space.
 * A bigint travels as a string. NaN, infinities, undefined, holes, broken Unicode and anything but plain objects are
 * refused: a hash must never hide a missing number.
 *
 * @throws InvariantError on a value that JSON cannot carry exactly
 */
export function canonicalJson(value: CanonicalValue): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return String(value);
    case 'bigint':
      return canonicalString(value.toString());
    case 'string':
      return canonicalString(value);
    case 'number':
      invariant(Number.isFinite(value), `canonical JSON refuses ${value}`);
      return JSON.stringify(value);
    case 'object':
      // Array.from also visits holes, which map would skip.
      return isList(value) ? `[${Array.from(value, canonicalJson).join(',')}]` : canonicalObject(value);
    default:
      invariant(false, `canonical JSON refuses a value of type ${typeof value}`);
  }
}

const isList = (value: object): value is readonly CanonicalValue[] => Array.isArray(value);

function canonicalString(text: string): string {
  invariant(!LONE_SURROGATE.test(text), 'canonical JSON refuses half of a surrogate pair');
  return JSON.stringify(text);
}

function canonicalObject(value: { readonly [key: string]: CanonicalValue }): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  // A Date, a Map or a typed array would write itself as an object it is not.
  invariant(prototype === Object.prototype || prototype === null, 'canonical JSON takes plain objects only');
  const members = Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, member]) => `${canonicalString(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/** The text whose SHA-256 names a value: one line for kind and version, then the canonical JSON. */
export const hashableText = (kind: string, version: number, value: CanonicalValue): string =>
  `${kind}/${version}\n${canonicalJson(value)}`;
