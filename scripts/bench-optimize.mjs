import { pathToFileURL } from 'node:url';
import { bundleSource } from './lib/bundle.mjs';
import { createConsole } from './lib/console.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { runMain } from './lib/plain-error.mjs';
import { reenter, requireUsableNode, runsOnPinnedNode } from './lib/reenter.mjs';

// One table, ours and each peer side by side in one run.
await runMain(async () => {
  requireUsableNode();
  await ensureInstalled(createConsole(process.stderr));
  if (!runsOnPinnedNode()) return reenter(import.meta.filename, process.argv.slice(2));
  await import(pathToFileURL(await bundleSource('bench/optimize/run.ts', 'bench-optimize')).href);
});
