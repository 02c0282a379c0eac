import type { Clock, RandomBytes } from './clock';
import { invariant } from './invariant';

const UUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const isUuid = (text: string): boolean => UUID_PATTERN.test(text);

/**
 * UUID version 7: 48 bits of milliseconds, then 74 random bits, so ids sort by creation time.
 * @see RFC 9562, section 5.7
 */
export function newId(clock: Clock, randomBytes: RandomBytes): string {
  const milliseconds = clock.now();
  invariant(milliseconds >= 0 && milliseconds < 2 ** 48, `instant ${milliseconds} does not fit an id`);
  const bytes = randomBytes(new Uint8Array(16));
  for (let index = 0; index < 6; index++) bytes[index] = Math.floor(milliseconds / 2 ** (8 * (5 - index))) % 256;
  bytes[6] = 0x70 | ((bytes[6] as number) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
