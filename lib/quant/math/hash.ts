/** Size of the 32-bit block MurmurHash3 eats at a time, in UTF-16 code units. */
const UNITS_PER_BLOCK = 2;

const rotateLeft = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));

const scramble = (block: number): number => Math.imul(rotateLeft(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593);

/**
 * MurmurHash3_x86_32 over the UTF-16LE bytes of a text. Spreads labels over seeds; it protects nothing.
 *
 * @param seed any 32-bit integer; different seeds give unrelated hashes of one text
 * @returns a signed 32-bit integer
 * @see Appleby (2011), MurmurHash3, public domain (SMHasher)
 */
export function murmurHash32(text: string, seed: number): number {
  const wholeUnits = text.length - (text.length % UNITS_PER_BLOCK);
  let hash = seed | 0;
  for (let unit = 0; unit < wholeUnits; unit += UNITS_PER_BLOCK) {
    hash ^= scramble(text.charCodeAt(unit) | (text.charCodeAt(unit + 1) << 16));
    hash = (Math.imul(rotateLeft(hash, 13), 5) + 0xe6546b64) | 0;
  }
  if (wholeUnits < text.length) hash ^= scramble(text.charCodeAt(wholeUnits));
  hash ^= text.length * 2;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
