import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * Password hashing with scrypt (N = 2^17, r = 8, p = 1: the OWASP figure; about 130 MiB and 0.4 s a hash),
 * written as `$scrypt$ln=17,r=8,p=1$salt$hash` so that the cost can rise without breaking what is stored.
 */
const COST = { logN: 17, blockSize: 8, parallel: 1 } as const;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const MEMORY_MAX = 256 * 1024 * 1024;
/** Two at once keep a burst of sign-ins from taking all memory. */
const CONCURRENT_MAX = 2;
/** At two each 0.4 s this is a wait of some seconds; whoever comes later is asked to come again. */
const WAITING_MAX = 32;
const STORED_PATTERN = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]+)$/;

let running = 0;
const waiting: (() => void)[] = [];

/** Ask before a hash that a stranger can cause; the hash itself never refuses. */
export const isPasswordQueueFull = (): boolean => waiting.length >= WAITING_MAX;

async function withTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= CONCURRENT_MAX) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

interface Cost {
  readonly logN: number;
  readonly blockSize: number;
  readonly parallel: number;
}

const derive = (password: string, salt: Buffer, cost: Cost): Promise<Buffer> =>
  withTurn(
    () =>
      new Promise((resolve, reject) => {
        const options = { N: 2 ** cost.logN, r: cost.blockSize, p: cost.parallel, maxmem: MEMORY_MAX };
        scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) => {
          if (error === null) resolve(key);
          else reject(error);
        });
      }),
  );

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, COST);
  const { logN, blockSize, parallel } = COST;
  return `$scrypt$ln=${logN},r=${blockSize},p=${parallel}$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

/** A well-formed hash that no password meets; unknown accounts are checked against it, so that they take the same time. */
const NOBODY = `$scrypt$ln=${COST.logN},r=${COST.blockSize},p=${COST.parallel}$${Buffer.alloc(SALT_BYTES).toString('base64url')}$${Buffer.alloc(KEY_BYTES).toString('base64url')}`;

export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const match = STORED_PATTERN.exec(stored ?? NOBODY);
  if (match === null) return false;
  const [, logN, blockSize, parallel, salt = '', hash = ''] = match;
  const cost = { logN: Number(logN), blockSize: Number(blockSize), parallel: Number(parallel) };
  const expected = Buffer.from(hash, 'base64url');
  const actual = await derive(password, Buffer.from(salt, 'base64url'), cost);
  return stored !== undefined && actual.length === expected.length && timingSafeEqual(actual, expected);
}
