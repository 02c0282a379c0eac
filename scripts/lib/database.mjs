import path from 'node:path';
import { migrate } from './migrate.mjs';
import { root, stateDir } from './paths.mjs';
import { PlainError, sentenceFor } from './plain-error.mjs';
import { choosePlace } from './postgres-place.mjs';
import { prepareDatabase, ROLES, withClient } from './postgres-roles.mjs';
import { ensureServer } from './postgres-server.mjs';
import { isAlive } from './process-identity.mjs';
import { isStopping } from './run-command.mjs';

const DATABASE = 'ballast';
const WATCH_MILLISECONDS = 1_000;
const WATCH_MILLISECONDS_MAX = 30_000;

/** @typedef {import('./postgres-roles.mjs').DatabaseUrls} DatabaseUrls */

/**
 * A database of the operator's own: both addresses, or neither.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {DatabaseUrls | null}
 */
export function externalUrls(environment) {
  const { DATABASE_URL: ownerUrl, BALLAST_APP_DATABASE_URL: appUrl, EXCHANGE_DATABASE_URL: exchangeUrl } = environment;
  if (!ownerUrl && !appUrl) return null;
  if (!ownerUrl || !appUrl) {
    throw new PlainError(
      'To use a PostgreSQL of your own, set both DATABASE_URL (the owner, who migrates) and BALLAST_APP_DATABASE_URL (the role ballast_app, which the product runs as).',
    );
  }
  return { ownerUrl, appUrl, exchangeUrl: exchangeUrl || ownerUrl };
}

/** The migrations give rights to these roles by name, so they must be there first. */
async function requireRoles(urls) {
  let missing;
  try {
    missing = await withClient({ connectionString: urls.ownerUrl, connectionTimeoutMillis: 5_000 }, async (client) => {
      const wanted = [ROLES.app, ROLES.exchange];
      const { rows } = await client.query('SELECT rolname FROM pg_roles WHERE rolname = ANY($1)', [wanted]);
      return wanted.filter((role) => !rows.some((row) => row.rolname === role));
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message || String(/** @type {any} */ (error).code) : String(error);
    throw new PlainError(`The PostgreSQL at DATABASE_URL cannot be used: ${reason}.`);
  }
  if (missing.length > 0) {
    throw new PlainError(
      `The PostgreSQL at DATABASE_URL lacks the roles the product runs as. As its administrator: ${missing.map((role) => `CREATE ROLE ${role} LOGIN PASSWORD '...';`).join(' ')}`,
    );
  }
}

/** Starts the server again when it is gone: nothing else on this machine would. */
function watchServer(server, restart, console) {
  let { identity } = server;
  let pauseMilliseconds = WATCH_MILLISECONDS;
  let timer;
  const look = async () => {
    if (isStopping()) return;
    try {
      if (!isAlive(identity)) {
        console.say('The database ended; it is started again.');
        ({ identity } = await restart());
      }
      pauseMilliseconds = WATCH_MILLISECONDS;
    } catch (error) {
      if (isStopping()) return;
      console.say(sentenceFor(error));
      pauseMilliseconds = Math.min(pauseMilliseconds * 2, WATCH_MILLISECONDS_MAX);
    }
    timer = setTimeout(look, pauseMilliseconds).unref();
  };
  timer = setTimeout(look, pauseMilliseconds).unref();
  return () => clearTimeout(timer);
}

/**
 * The database of this run, migrated: the operator's, or our own server in this checkout.
 * @param {import('./run-file.mjs').RunState} run
 * @param {() => void} save
 * @param {import('./secrets.mjs').Secrets} secrets
 * @param {import('./console.mjs').Console} console
 * @returns {Promise<{ urls: DatabaseUrls, stopWatching: () => void }>}
 */
export async function openDatabase(run, save, secrets, console) {
  const external = externalUrls(process.env);
  if (external !== null) {
    await console.step('Looking at the database at DATABASE_URL', () => requireRoles(external));
    await applyMigrations(external.ownerUrl, console);
    return { urls: external, stopWatching: () => {} };
  }
  const place = choosePlace(stateDir);
  run.place = place;
  save();
  const start = () => ensureServer(place, { password: secrets.postgresPassword, rememberedPort: run.ports.database });
  const server = await console.step('Starting the database', start);
  if (server.isAdopted) console.say('The database of this folder was already running and has been taken over.');
  run.ports.database = server.port;
  save();
  const urls = await prepareDatabase(server.port, DATABASE, secrets);
  await applyMigrations(urls.ownerUrl, console);
  return { urls, stopWatching: watchServer(server, start, console) };
}

async function applyMigrations(ownerUrl, console) {
  const applied = await migrate(ownerUrl, path.join(root, 'prisma/migrations'));
  if (applied.length > 0) console.say(`Migrations applied: ${applied.join(', ')}.`);
}
