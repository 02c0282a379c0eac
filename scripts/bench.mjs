import { pathToFileURL } from 'node:url';
import { bundleSource } from './lib/bundle.mjs';
import { createConsole } from './lib/console.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { PlainError, runMain } from './lib/plain-error.mjs';
import { reenter, requireUsableNode, runsOnPinnedNode } from './lib/reenter.mjs';

const BENCHES = ['optimize', 'backtest'];

// One table, ours and each peer side by side in one run: bench.mjs <bench> [task ...] [--write]
await runMain(async () => {
  requireUsableNode();
  await ensureInstalled(createConsole(process.stderr));
  if (!runsOnPinnedNode()) return reenter(import.meta.filename, process.argv.slice(2));
  const [name] = process.argv.splice(2, 1);
  if (!BENCHES.includes(name ?? '')) throw new PlainError(`There is a bench for ${BENCHES.join(' and ')} only.`);
  await import(pathToFileURL(await bundleSource(`bench/${name}/run.ts`, `bench-${name}`)).href);
});
