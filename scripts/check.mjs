import { createConsole, seconds } from './lib/console.mjs';
import { endOnSignal } from './lib/end-on-signal.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { runMain } from './lib/plain-error.mjs';
import { reenter, requireUsableNode, runsOnPinnedNode } from './lib/reenter.mjs';

/** The machine we promise times on has two cores. */
const AT_ONCE = 2;

await runMain(async () => {
  const console = createConsole(process.stdout);
  requireUsableNode();
  endOnSignal();
  await ensureInstalled(console);
  if (!runsOnPinnedNode()) return reenter(import.meta.filename, process.argv.slice(2));
  const { generateSources } = await import('./lib/generate.mjs');
  const { generateWebTypes } = await import('./lib/next-build.mjs');
  const { checkParts } = await import('./lib/check-parts.mjs');
  const { runParts } = await import('./lib/parts.mjs');
  const begin = Date.now();
  await generateSources();
  await generateWebTypes();
  const results = await runParts(checkParts(), AT_ONCE, console);
  const failed = results.filter((result) => !result.isPassed).map((result) => result.name);
  const total = seconds(Date.now() - begin);
  console.say(
    failed.length === 0 ? `\nEverything is in order (${total}).` : `\nNot in order: ${failed.join(', ')} (${total}).`,
  );
  return failed.length === 0 ? 0 : 1;
});
