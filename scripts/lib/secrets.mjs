import { randomBytes, randomInt } from 'node:crypto';
import { chmodSync, existsSync, statSync } from 'node:fs';
import { readJson, writeJson } from './files.mjs';
import { PlainError } from './plain-error.mjs';

const SECRET_BYTES = 32;
/** Letters and digits that are not mistaken for one another when typed from a screen. */
const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789';

const newSecret = () => randomBytes(SECRET_BYTES).toString('base64url');

/** Twelve readable characters in three groups: 59 bits. */
const newReadablePassword = () =>
  Array.from({ length: 3 }, () => Array.from({ length: 4 }, () => READABLE[randomInt(READABLE.length)]).join('')).join(
    '-',
  );

/** What each checkout makes for itself once. @type {Record<string, () => string>} */
const MAKERS = {
  postgresPassword: newSecret,
  ownerPassword: newSecret,
  appPassword: newSecret,
  exchangePassword: newSecret,
  nextAuthSecret: newSecret,
  exchangeKey: newSecret,
  demoPassword: newReadablePassword,
};

/** @typedef {Record<'postgresPassword' | 'ownerPassword' | 'appPassword' | 'exchangePassword' | 'nextAuthSecret' | 'exchangeKey' | 'demoPassword', string>} Secrets */

/**
 * Fills in what is missing and keeps what is there.
 * @param {any} known
 * @returns {{ secrets: Secrets, isChanged: boolean }}
 */
export function completeSecrets(known) {
  const kept = known !== null && typeof known === 'object' ? known : {};
  const isUsable = (value) => typeof value === 'string' && value.length >= 12;
  const missing = Object.keys(MAKERS).filter((name) => !isUsable(kept[name]));
  const made = Object.fromEntries(missing.map((name) => [name, MAKERS[name]()]));
  return { secrets: { ...kept, ...made }, isChanged: missing.length > 0 };
}

/**
 * The secrets of this checkout, made at the first call and readable by their owner only.
 * @param {string} file
 * @returns {Secrets}
 */
export function loadSecrets(file) {
  const known = readJson(file);
  if (known === null && existsSync(file) && statSync(file).size > 0) {
    throw new PlainError(
      `${file} cannot be read as JSON. Mend it, or move it away to have new secrets made (everyone is then signed out).`,
    );
  }
  const { secrets, isChanged } = completeSecrets(known);
  if (isChanged) writeJson(file, secrets, 0o600);
  if (process.platform !== 'win32') chmodSync(file, 0o600);
  return secrets;
}
