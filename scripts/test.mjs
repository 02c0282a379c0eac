import { createConsole, seconds } from './lib/console.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { endOnSignal } from './lib/end-on-signal.mjs';
import { runMain } from './lib/plain-error.mjs';
import { reenter, requireUsableNode, runsOnPinnedNode } from './lib/reenter.mjs';

await runMain(async () => {
  const begin = Number(process.env.BALLAST_BEGIN ?? Date.now());
  const console = createConsole(process.stdout);
  requireUsableNode();
  endOnSignal();
  await ensureInstalled(console);
  if (!runsOnPinnedNode()) {
    process.env.BALLAST_BEGIN = String(begin);
    return reenter(import.meta.filename, process.argv.slice(2));
  }
  const { runAllTests } = await import('./lib/all-tests.mjs');
  const code = await runAllTests(console, {
    isLong: process.argv.includes('--long'),
    took: () => seconds(Date.now() - begin),
  });
  return code;
});
