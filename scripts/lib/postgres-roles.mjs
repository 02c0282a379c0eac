import pg from 'pg';
import { superuserSettings } from './postgres-server.mjs';

export const ROLES = /** @type {const} */ ({
  owner: 'ballast_owner',
  app: 'ballast_app',
  exchange: 'ballast_exchange',
});

/** @typedef {{ ownerUrl: string, appUrl: string, exchangeUrl: string }} DatabaseUrls */

/** @param {number} port @param {string} database @param {import('./secrets.mjs').Secrets} secrets @returns {DatabaseUrls} */
export function databaseUrls(port, database, secrets) {
  const url = (role, password) => `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  return {
    ownerUrl: url(ROLES.owner, secrets.ownerPassword),
    appUrl: url(ROLES.app, secrets.appPassword),
    exchangeUrl: url(ROLES.exchange, secrets.exchangePassword),
  };
}

/**
 * @template T
 * @param {pg.ClientConfig} settings
 * @param {(client: pg.Client) => Promise<T>} work
 */
export async function withClient(settings, work) {
  const client = new pg.Client(settings);
  // The server may go down under an idle connection; the next query reports it.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** The roles without any right of a superuser; passwords are set anew each time, so a lost secrets file mends itself. */
async function ensureRoles(client, secrets) {
  const passwords = {
    [ROLES.owner]: secrets.ownerPassword,
    [ROLES.app]: secrets.appPassword,
    [ROLES.exchange]: secrets.exchangePassword,
  };
  for (const [role, password] of Object.entries(passwords)) {
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
    const rights = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS';
    await client.query(`${verb} ROLE ${role} ${rights} PASSWORD ${pg.escapeLiteral(password)}`);
  }
}

/** @param {pg.Client} client @param {string} database */
async function ensureDatabase(client, database) {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
  if (rowCount === 0)
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)} OWNER ${ROLES.owner} TEMPLATE template0`);
}

/**
 * Makes the roles and the database: the only work done as superuser. Schemas, tables and grants come from the
 * migrations and the seed, which run as the owner.
 * @param {number} port
 * @param {string} database
 * @param {import('./secrets.mjs').Secrets} secrets
 * @returns {Promise<DatabaseUrls>}
 */
export async function prepareDatabase(port, database, secrets) {
  await withClient(superuserSettings(port, secrets.postgresPassword), async (client) => {
    await ensureRoles(client, secrets);
    await ensureDatabase(client, database);
  });
  return databaseUrls(port, database, secrets);
}
