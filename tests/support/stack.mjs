import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, cpSync, mkdirSync, openSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { productEnvironment, webAddress } from '../../scripts/lib/environment.mjs';
import { buildEntries } from '../../scripts/lib/generate.mjs';
import { buildWeb } from '../../scripts/lib/next-build.mjs';
import { root, tool } from '../../scripts/lib/paths.mjs';
import { anyFreePort } from '../../scripts/lib/ports.mjs';
import { databaseUrls } from '../../scripts/lib/postgres-roles.mjs';
import { endGroup, identityOf, isAlive, signalGroup, waitUntilGone } from '../../scripts/lib/process-identity.mjs';
import { waitUntilReady } from '../../scripts/lib/ready.mjs';
import { copyTemplate, openTestServer, testDir } from '../../scripts/lib/test-server.mjs';

const READY_MILLISECONDS_MAX = 60_000;
const STOP_GRACE_MILLISECONDS = 5_000;
const watchParent = pathToFileURL(path.join(root, 'scripts/lib/watch-parent.mjs')).href;

/** Processes by name, each leading a group of its own; they end by themselves when the test run is killed. */
function createProcesses(logsDir, environment) {
  const running = new Map();
  return {
    start: (name, args, extra = {}) => {
      const log = openSync(path.join(logsDir, `${name}.log`), 'a');
      const child = spawn(process.execPath, ['--enable-source-maps', '--import', watchParent, ...args], {
        cwd: root,
        env: { ...environment, ...extra },
        stdio: ['ignore', log, log],
        detached: true,
      });
      closeSync(log);
      running.set(name, identityOf(child.pid ?? -1));
    },
    kill: async (name, signal) => {
      const identity = running.get(name);
      if (identity === undefined) throw new Error(`the stack has no process "${name}"`);
      signalGroup(identity, signal);
      await waitUntilGone(identity, STOP_GRACE_MILLISECONDS);
    },
    isRunning: (name) => isAlive(running.get(name)),
    stopAll: () => Promise.all([...running.values()].map((identity) => endGroup(identity, STOP_GRACE_MILLISECONDS))),
  };
}

async function waitForWeb(url, logsDir) {
  const seen = await waitUntilReady(`${url}/api/v1/health/ready`, READY_MILLISECONDS_MAX);
  if (seen !== null)
    throw new Error(`the web server of the test stack did not become ready (${seen}); logs in ${logsDir}`);
}

/**
 * Starts a production stack of its own: database from the template, ports, price store, web server, exchange, workers.
 * @param {{ name?: string, workerCount?: number, hasWeb?: boolean, environment?: Record<string, string> }} [options]
 */
export async function startStack({ name = 'stack', workerCount = 1, hasWeb = true, environment = {} } = {}) {
  const entries = await buildEntries();
  if (hasWeb) await buildWeb();
  const { server, close } = await openTestServer();
  const id = `${name.replaceAll(/[^a-z0-9]/g, '_')}_${randomUUID().slice(0, 8)}`;
  const { database, drop } = await copyTemplate(server, id);
  const folder = path.join(testDir, 'stacks', id);
  const logsDir = path.join(folder, 'logs');
  const storeDir = path.join(folder, 'store');
  mkdirSync(logsDir, { recursive: true });
  cpSync(server.templateStore, storeDir, { recursive: true });
  const urls = databaseUrls(server.port, database, server.secrets);
  const [webPort, exchangePort] = [await anyFreePort(), await anyFreePort()];
  const secrets = { ...server.secrets };
  const env = { ...productEnvironment({ urls, secrets, storeDir, webPort, exchangePort }), ...environment };
  const processes = createProcesses(logsDir, env);
  const launch = (process_) => {
    if (process_ === 'web')
      processes.start('web', [tool('next/dist/bin/next'), 'start', '-H', '127.0.0.1', '-p', String(webPort)]);
    else processes.start(process_, [entries[process_.startsWith('worker') ? 'worker' : process_]]);
  };
  const names = [
    'exchange',
    ...Array.from({ length: workerCount }, (_, index) => `worker-${index + 1}`),
    ...(hasWeb ? ['web'] : []),
  ];
  const stop = async () => {
    await processes.stopAll();
    await drop();
    await close();
    if (process.env.BALLAST_KEEP_LOGS !== '1') rmSync(storeDir, { recursive: true, force: true });
  };
  for (const each of names) launch(each);
  try {
    if (hasWeb) await waitForWeb(`http://127.0.0.1:${webPort}`, logsDir);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    webUrl: webAddress(webPort),
    exchangeHttpUrl: env.EXCHANGE_URL,
    ...urls,
    environment: env,
    demo: { email: env.BALLAST_DEMO_EMAIL, password: env.BALLAST_DEMO_PASSWORD },
    logsDir,
    kill: processes.kill,
    isRunning: processes.isRunning,
    restart: (each) => launch(each),
    stop,
  };
}
