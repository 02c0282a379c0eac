const KEY_BYTES = 16;

/** Names one intent of the reader: sent twice under it, a request has one effect. Works without a secure context too. */
export const newIntentKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(KEY_BYTES)), (byte) => byte.toString(16).padStart(2, '0')).join('');
