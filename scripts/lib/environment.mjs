import path from 'node:path';
import { buildDir, checkoutHash } from './paths.mjs';

export const DEMO_EMAIL = 'demo@ballast.example';

/**
 * What every process of the product is told. `lib/server/env.ts` is the reader; the app role's address is DATABASE_URL,
 * so that code cannot reach the owner's by mistake.
 * @param {object} run
 * @param {import('./postgres-roles.mjs').DatabaseUrls} run.urls
 * @param {import('./secrets.mjs').Secrets} run.secrets
 * @param {string} run.storeDir
 * @param {number} run.webPort
 * @param {number} run.exchangePort
 * @param {NodeJS.ProcessEnv} [inherited]
 * @returns {NodeJS.ProcessEnv}
 */
export function productEnvironment({ urls, secrets, storeDir, webPort, exchangePort }, inherited = process.env) {
  return {
    ...withoutOwner(inherited),
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: urls.appUrl,
    EXCHANGE_DATABASE_URL: urls.exchangeUrl,
    EXCHANGE_PORT: String(exchangePort),
    EXCHANGE_URL: `http://127.0.0.1:${exchangePort}`,
    EXCHANGE_KEY: inherited.EXCHANGE_KEY ?? secrets.exchangeKey,
    PORT: String(webPort),
    NEXTAUTH_URL: inherited.NEXTAUTH_URL ?? webAddress(webPort),
    NEXTAUTH_SECRET: inherited.NEXTAUTH_SECRET ?? secrets.nextAuthSecret,
    BALLAST_COOKIE_PREFIX: inherited.BALLAST_COOKIE_PREFIX ?? `ballast-${checkoutHash}`,
    BALLAST_STORE_DIR: storeDir,
    BALLAST_THREAD_FILE: path.join(buildDir, 'thread.mjs'),
    BALLAST_DEMO_EMAIL: inherited.BALLAST_DEMO_EMAIL ?? DEMO_EMAIL,
    BALLAST_DEMO_PASSWORD: inherited.BALLAST_DEMO_PASSWORD ?? secrets.demoPassword,
    BALLAST_PARENT_PID: String(process.pid),
  };
}

/** Cookies belong to a host name, not a port: the printed address and the one sign-in redirects to must be the same. */
export const webAddress = (port) => `http://localhost:${port}`;

/** Seeding and migrating alone work as the owner. */
export const ownerEnvironment = (environment, urls) => ({ ...environment, BALLAST_OWNER_DATABASE_URL: urls.ownerUrl });

/** @param {NodeJS.ProcessEnv} inherited */
function withoutOwner(inherited) {
  const dropped = new Set(['BALLAST_OWNER_DATABASE_URL', 'BALLAST_APP_DATABASE_URL']);
  return Object.fromEntries(
    Object.entries(inherited).filter(([name]) => !dropped.has(name) && !name.startsWith('npm_')),
  );
}

const UNSET_URL = 'postgresql://build:build@127.0.0.1:9/build';

/** The web server is built without database and secrets, so that nothing of a machine can end up in the build. */
export const buildEnvironment = (inherited = process.env) =>
  productEnvironment(
    {
      urls: { ownerUrl: UNSET_URL, appUrl: UNSET_URL, exchangeUrl: UNSET_URL },
      secrets: {
        postgresPassword: '',
        ownerPassword: '',
        appPassword: '',
        exchangePassword: '',
        nextAuthSecret: 'set-when-the-server-starts-not-when-built',
        exchangeKey: 'set-when-the-server-starts',
        demoPassword: 'set-when-started',
      },
      storeDir: '.ballast/store',
      webPort: 3000,
      exchangePort: 3001,
    },
    { ...inherited, NEXTAUTH_URL: undefined, NEXTAUTH_SECRET: undefined },
  );
