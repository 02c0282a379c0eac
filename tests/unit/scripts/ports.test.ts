import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { anyFreePort, isPortFree, nextFreePort, parsePort } from '../../../scripts/lib/ports.mjs';

const freeFrom = (first: number) => (port: number) => Promise.resolve(port >= first);

test('the wanted port is used when it is free, else the next free one', async () => {
  expect(await nextFreePort(3000, freeFrom(3000))).toBe(3000);
  expect(await nextFreePort(3000, freeFrom(3007))).toBe(3007);
});

test('there is no port when a hundred are taken, nor above the last one', async () => {
  expect(await nextFreePort(3000, freeFrom(3101))).toBeNull();
  expect(await nextFreePort(65_530, freeFrom(65_536))).toBeNull();
});

test('PORT is a whole number from 1 to 65535', () => {
  expect(parsePort(undefined, 3000)).toBe(3000);
  expect(parsePort(' ', 3000)).toBe(3000);
  expect(parsePort('8080', 3000)).toBe(8080);
  for (const text of ['0', '65536', '-1', '80.5', 'http']) expect(parsePort(text, 3000)).toBeNull();
});

test.each(['127.0.0.1', '0.0.0.0'])('a port someone listens on at %s is not free', async (host) => {
  const port = await anyFreePort();
  expect(await isPortFree(port)).toBe(true);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  expect(await isPortFree(port)).toBe(false);
  await new Promise((resolve) => server.close(resolve));
});
