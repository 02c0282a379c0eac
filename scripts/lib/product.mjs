import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { openDatabase } from './database.mjs';
import { DEMO_EMAIL, productEnvironment, webAddress } from './environment.mjs';
import { buildEntries } from './generate.mjs';
import { buildWeb, hasWebApp, isBuilt } from './next-build.mjs';
import { stateDir, tool } from './paths.mjs';
import { PlainError } from './plain-error.mjs';
import { isPortFree, nextFreePort, parsePort, rememberedOrFreePort } from './ports.mjs';
import { waitUntilReady } from './ready.mjs';
import { loadSecrets } from './secrets.mjs';
import { seedDatabase, seedHash } from './seed.mjs';
import { superviseServices } from './services.mjs';
import { clearStamp, hasStamp, setStamp } from './stamps.mjs';

const WEB_PORT = 3000;
const READY_PATH = '/api/v1/health/ready';
const READY_MILLISECONDS_MAX = 120_000;

/** @typedef {'production' | 'development'} Mode */

/** @param {import('./console.mjs').Console} console */
async function chooseWebPort(console) {
  const wanted = parsePort(process.env.PORT, WEB_PORT);
  if (wanted === null)
    throw new PlainError(`PORT is "${process.env.PORT}", which is not a port: use a number from 1 to 65535.`);
  const port = await nextFreePort(wanted);
  if (port === null) throw new PlainError(`Port ${wanted} and the hundred after it are taken. Set PORT to a free one.`);
  if (port !== wanted) console.say(`Port ${wanted} is taken, so Ballast uses port ${port}.`);
  return port;
}

/** @param {number} remembered @param {number} webPort */
async function chooseExchangePort(remembered, webPort) {
  const port = await rememberedOrFreePort(remembered);
  return port !== webPort && (await isPortFree(port)) ? port : rememberedOrFreePort(undefined);
}

/** @param {Mode} mode @param {number} port */
const webArgs = (mode, port) => [
  tool('next/dist/bin/next'),
  mode === 'production' ? 'start' : 'dev',
  '-H',
  '127.0.0.1',
  '-p',
  String(port),
];

/**
 * The processes in the order they start.
 * @param {Record<string, string>} entries
 * @param {NodeJS.ProcessEnv} env
 * @param {Mode} mode
 */
function servicesOf(entries, env, mode) {
  const nodeEnv = { ...env, NODE_ENV: mode };
  const services = [];
  for (const name of ['exchange', 'worker'])
    if (entries[name]) services.push({ name, args: [entries[name]], env: nodeEnv });
  if (hasWebApp()) services.push({ name: 'web', args: webArgs(mode, Number(env.PORT)), env: nodeEnv });
  return services;
}

/** @param {Mode} mode @param {import('./console.mjs').Console} console */
async function prepareWeb(mode, console) {
  if (mode === 'development' || !hasWebApp() || isBuilt()) return;
  await console.step('Building the web server (about a minute, only after changes)', buildWeb);
}

/**
 * Brings the product up and answers what to call when it should go down.
 * @param {{ run: import('./run-file.mjs').RunState, save: () => void }} context
 * @param {Mode} mode
 * @param {import('./console.mjs').Console} console
 * @param {(sentence: string) => void} onGivenUp
 */
export async function bringUp({ run, save }, mode, console, onGivenUp) {
  const secrets = loadSecrets(path.join(stateDir, 'secrets.json'));
  const storeDir = path.join(stateDir, 'store');
  mkdirSync(storeDir, { recursive: true, mode: 0o700 });
  const { urls, stopWatching } = await openDatabase(run, save, secrets, console);
  const entries = await buildEntries();
  await prepareWeb(mode, console);
  const webPort = await chooseWebPort(console);
  const exchangePort = await chooseExchangePort(run.ports.exchange, webPort);
  const env = productEnvironment({ urls, secrets, storeDir, webPort, exchangePort });
  const refresh = await seedOnce(entries.seed, env, urls, run, console);
  const supervisor = superviseServices({
    onStarted: (name, identity) => {
      run.services[name] = identity;
      save();
    },
    onEnded: console.say,
    onGivenUp,
  });
  const stop = () => {
    supervisor.stopWatching();
    stopWatching();
  };
  run.ports = { ...run.ports, web: webPort, exchange: exchangePort };
  run.address = webAddress(webPort);
  save();
  const services = servicesOf(entries, env, mode);
  for (const service of services) supervisor.launch(service);
  return {
    stop,
    ready: () => awaitReady(services, webPort, refresh, console),
    signIn: { email: env.BALLAST_DEMO_EMAIL ?? DEMO_EMAIL, password: env.BALLAST_DEMO_PASSWORD },
  };
}

/**
 * Seeds a new database before anything else runs. One that was seeded before is only brought up to date (the simulated
 * market runs up to today), which can happen while the services come up.
 * @returns {Promise<() => Promise<void>>} what is still to be done
 */
async function seedOnce(module, env, urls, run, console) {
  if (module === undefined) return async () => {};
  const hash = seedHash(module, env, urls, run.place);
  if (hasStamp('seed', hash)) return () => seedDatabase(module, env, urls);
  clearStamp('seed');
  await console.step('Seeding the demo market and investor', () => seedDatabase(module, env, urls));
  setStamp('seed', hash);
  return async () => {};
}

/** @param {import('./services.mjs').Service[]} services @param {() => Promise<void>} refresh */
async function awaitReady(services, webPort, refresh, console) {
  if (!services.some((service) => service.name === 'web'))
    throw new PlainError('This checkout has no pages yet: app/layout.tsx is missing.');
  await console.step('Starting the exchange, the worker and the web server', async () => {
    const url = `http://127.0.0.1:${webPort}${READY_PATH}`;
    const [seen] = await Promise.all([waitUntilReady(url, READY_MILLISECONDS_MAX), refresh()]);
    if (seen !== null)
      throw new PlainError(`The web server did not become ready (${seen}). Its log is .ballast/logs/web.log.`);
  });
}
