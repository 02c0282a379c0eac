import { createServer } from 'node:net';

const PORT_MAX = 65_535;
/** How many ports above the wanted one are tried before giving up. */
const PORTS_TRIED_MAX = 100;

/** @param {number} port @param {string} host @returns {Promise<string>} '' when free, else the error code */
const tryListen = (port, host) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve('code' in error ? String(error.code) : 'EADDRINUSE'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve('')));
  });

/**
 * A port counts as free when nothing listens on it on either loopback address: browsers try ::1 first for
 * "localhost", so a stranger there would answer in our place. A machine without IPv6 is fine.
 * @param {number} port
 */
export async function isPortFree(port) {
  if ((await tryListen(port, '127.0.0.1')) !== '') return false;
  return (await tryListen(port, '::1')) !== 'EADDRINUSE';
}

/**
 * The wanted port, or the next free one above it.
 * @param {number} wanted
 * @param {(port: number) => Promise<boolean>} [isFree]
 * @param {ReadonlySet<number>} [taken] ports promised to another part of this run
 * @returns {Promise<number | null>} null when none of the next hundred is free
 */
export async function nextFreePort(wanted, isFree = isPortFree, taken = new Set()) {
  for (let port = wanted; port <= Math.min(wanted + PORTS_TRIED_MAX, PORT_MAX); port++) {
    if (!taken.has(port) && (await isFree(port))) return port;
  }
  return null;
}

/** Any free port of the system's choice. @returns {Promise<number>} */
export const anyFreePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

/** The port of last time when it is free, so that bookmarks and open tools go on working. */
export async function rememberedOrFreePort(remembered) {
  if (Number.isInteger(remembered) && remembered > 0 && (await isPortFree(remembered))) return remembered;
  return anyFreePort();
}

/**
 * The port the user asked for.
 * @param {string | undefined} text
 * @param {number} fallback
 * @returns {number | null} null when the text is not a port
 */
export function parsePort(text, fallback) {
  if (text === undefined || text.trim() === '') return fallback;
  const port = Number(text);
  return Number.isInteger(port) && port >= 1 && port <= PORT_MAX ? port : null;
}
