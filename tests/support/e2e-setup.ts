import { startStack } from './stack.mjs';

/** One production stack for all browser tests; every test brings its own user. */
export default async function setup(): Promise<() => Promise<void>> {
  const stack = await startStack({ name: 'browser', workerCount: 1 });
  process.env['BALLAST_E2E_URL'] = stack.webUrl;
  process.env['BALLAST_E2E_DEMO_EMAIL'] = stack.demo.email;
  process.env['BALLAST_E2E_DEMO_PASSWORD'] = stack.demo.password;
  return stack.stop;
}
