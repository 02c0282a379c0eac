import { NETWORK_HEADER } from './e2e-network';
import { startStack } from './stack.mjs';

const nothingToStop = (): Promise<void> => Promise.resolve();

/**
 * One production stack for all browser tests; every test brings its own user. While tests are written, a stack that
 * runs already may be named in BALLAST_E2E_URL; `npm test` always starts its own.
 */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env['BALLAST_E2E_URL'] !== undefined) return nothingToStop;
  const stack = await startStack({
    name: 'browser',
    workerCount: 1,
    environment: { BALLAST_TRUSTED_PROXY_HEADER: NETWORK_HEADER },
  });
  process.env['BALLAST_E2E_URL'] = stack.webUrl;
  return stack.stop;
}
