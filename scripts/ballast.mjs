import { runCli } from './lib/cli.mjs';
import { createConsole } from './lib/console.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { runMain } from './lib/plain-error.mjs';
import { reenter, requireUsableNode, runsOnPinnedNode } from './lib/reenter.mjs';

// Standard output belongs to the answer: whatever preparing has to say goes to standard error.
await runMain(async () => {
  requireUsableNode();
  await ensureInstalled(createConsole(process.stderr));
  if (!runsOnPinnedNode()) return reenter(import.meta.filename, process.argv.slice(2));
  await runCli();
});
