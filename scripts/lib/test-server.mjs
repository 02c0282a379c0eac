import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { productEnvironment } from './environment.mjs';
import { takeLock, withLock } from './file-lock.mjs';
import { listFiles, hashFiles } from './files.mjs';
import { buildEntries } from './generate.mjs';
import { migrate } from './migrate.mjs';
import { root, stateDir } from './paths.mjs';
import { choosePlace } from './postgres-place.mjs';
import { prepareDatabase, ROLES, withClient } from './postgres-roles.mjs';
import { ensureServer, superuserSettings } from './postgres-server.mjs';
import { loadSecrets } from './secrets.mjs';
import { seedDatabase } from './seed.mjs';

export const testDir = path.join(stateDir, 'test');
export const LEASE_NAME = 'ballast-test-lease';

/** Tests may lose their data: nothing waits for the disk. Durability tests start a server of their own. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/**
 * @typedef {object} TestServer
 * @property {number} port
 * @property {string} template        name of the migrated and seeded database to copy
 * @property {string} templateStore   folder with the files the seed wrote
 * @property {import('./secrets.mjs').Secrets} secrets
 */

const lockFile = path.join(testDir, 'lock');

/** For the keeper, which does not insist: it looks again later. */
export const tryTestLock = () => takeLock(lockFile, 0);

/** Stops the server once nobody holds a lease, however the last holder ended. */
function startKeeper() {
  const log = openSync(path.join(testDir, 'keeper.log'), 'w');
  const script = path.join(root, 'scripts/lib/test-server-keeper.mjs');
  spawn(process.execPath, [script], { detached: true, stdio: ['ignore', log, log], cwd: '/' }).unref();
  closeSync(log);
}

/** What earlier runs left behind, killed ones included. Called when the server has just started: nobody uses it. */
async function dropLeftovers(port, secrets, template) {
  for (const name of readdirSync(testDir)) {
    if (name === 'stacks' || (name.startsWith('store-') && name !== storeName(template))) {
      rmSync(path.join(testDir, name), { recursive: true, force: true });
    }
  }
  await withClient(superuserSettings(port, secrets.postgresPassword), async (client) => {
    const { rows } = await client.query("SELECT datname FROM pg_database WHERE datname ~ '^(test|building|template)_'");
    for (const { datname } of rows) {
      if (datname !== template)
        await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(datname)} WITH (FORCE)`);
    }
  });
}

const storeName = (template) => template.replace('template_', 'store-');

/**
 * What the template is made from: migrations, seed, the secrets that seeding writes down as hashes, and the day, up to
 * which the simulated market runs.
 */
function templateName(seedModule, secrets) {
  const migrations = listFiles(root, ['prisma/migrations']);
  const seed = seedModule === undefined ? '' : readFileSync(seedModule, 'utf8');
  const today = new Date().toISOString().slice(0, 10);
  return `template_${hashFiles(root, migrations, [seed, secrets.demoPassword, today]).slice(0, 12)}`;
}

async function makeTemplate(port, secrets, template, { seedModule, templateStore }) {
  const building = template.replace('template_', 'building_');
  const admin = superuserSettings(port, secrets.postgresPassword);
  const name = pg.escapeIdentifier(building);
  await withClient(admin, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  rmSync(templateStore, { recursive: true, force: true });
  mkdirSync(templateStore, { recursive: true });
  const urls = await prepareDatabase(port, building, secrets);
  await migrate(urls.ownerUrl, path.join(root, 'prisma/migrations'));
  const environment = productEnvironment({ urls, secrets, storeDir: templateStore, webPort: 3000, exchangePort: 3001 });
  await seedDatabase(seedModule, { ...environment, NODE_ENV: 'production' }, urls);
  await withClient(admin, (client) =>
    client.query(`ALTER DATABASE ${name} RENAME TO ${pg.escapeIdentifier(template)}`),
  );
}

async function ensureTemplate(port, secrets) {
  const { seed: seedModule } = await buildEntries();
  const template = templateName(seedModule, secrets);
  const templateStore = path.join(testDir, storeName(template));
  const isThere = await withClient(superuserSettings(port, secrets.postgresPassword), async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    return rowCount === 1 && existsSync(templateStore);
  });
  if (!isThere) {
    const name = pg.escapeIdentifier(template);
    await withClient(superuserSettings(port, secrets.postgresPassword), (client) =>
      client.query(`DROP DATABASE IF EXISTS ${name}`),
    );
    await makeTemplate(port, secrets, template, { seedModule, templateStore });
  }
  return { template, templateStore };
}

/**
 * Starts or joins the one PostgreSQL of all tests and makes sure its template is up to date.
 * @returns {Promise<{ server: TestServer, close: () => Promise<void> }>} close gives up this run's share
 */
export async function openTestServer() {
  mkdirSync(testDir, { recursive: true });
  return withLock(lockFile, 'preparing the test database', async () => {
    const secrets = loadSecrets(path.join(testDir, 'secrets.json'));
    const password = secrets.postgresPassword;
    const running = await ensureServer(choosePlace(testDir), { password, settings: SETTINGS });
    const lease = new pg.Client({ ...superuserSettings(running.port, password), application_name: LEASE_NAME });
    lease.on('error', () => {});
    await lease.connect();
    if (!running.isAdopted) startKeeper();
    const { template, templateStore } = await ensureTemplate(running.port, secrets);
    if (!running.isAdopted) await dropLeftovers(running.port, secrets, template);
    return { server: { port: running.port, template, templateStore, secrets }, close: () => lease.end() };
  });
}

/**
 * A database of its own for one test file or stack: a copy of the template, made in under a tenth of a second.
 * @param {TestServer} server
 * @param {string} name letters, digits and underscores
 */
export async function copyTemplate(server, name) {
  const database = `test_${name}`;
  const admin = superuserSettings(server.port, server.secrets.postgresPassword);
  const quoted = pg.escapeIdentifier(database);
  const template = pg.escapeIdentifier(server.template);
  await withClient(admin, (client) =>
    client.query(`CREATE DATABASE ${quoted} TEMPLATE ${template} STRATEGY FILE_COPY OWNER ${ROLES.owner}`),
  );
  const drop = () =>
    withClient(admin, async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${quoted} WITH (FORCE)`)));
  return { database, drop };
}
