import { findBrowser } from './browser.mjs';
import { generateSources } from './generate.mjs';
import { buildWeb, generateWebTypes, hasWebApp } from './next-build.mjs';
import { sentenceFor } from './plain-error.mjs';
import { browserStage, runCheckStage, runStage, vitestStage } from './test-stages.mjs';
import { NOTHING, summaryLine, sumTallies } from './test-summary.mjs';

const failure = (name) => ({ ...NOTHING, failed: 1, failures: [name] });

/** Runs work; when it fails, says why and answers the fallback, so that the other stages still run. */
async function orElse(work, fallback, console) {
  try {
    return await work();
  } catch (error) {
    console.say(sentenceFor(error));
    return fallback;
  }
}

/**
 * The web server is built beside the check. What reads the generated types waits for the build, and then runs beside the
 * pure tests, so that neither core idles.
 * @param {import('./console.mjs').Console} console
 */
async function buildAndCheck(console) {
  await generateSources();
  await generateWebTypes();
  const building = orElse(() => buildWeb().then(() => true), false, console);
  const checked = await orElse(() => runCheckStage(building, 2, console), failure('check: crashed'), console);
  const isBuilt = (await building) && hasWebApp();
  console.say(`${isBuilt ? 'ok    ' : 'FAILED'} production build`);
  return {
    isBuilt,
    tallies: [checked, isBuilt ? { ...NOTHING, passed: 1 } : failure('production build')],
  };
}

/**
 * The fault tests wait most of their time, for processes that were killed to be missed, so they run beside the
 * integration tests; browser tests have the machine to themselves.
 * @param {NodeJS.ProcessEnv} env @param {import('./console.mjs').Console} console
 */
async function runStages(env, isBuilt, console) {
  const stages = [vitestStage('integration'), vitestStage('fault')];
  const tallies = await Promise.all(stages.map((stage) => runStage(stage, env, console)));
  const browser = await orElse(() => console.step('Looking for a browser', findBrowser), null, console);
  const canBrowse = browser !== null && isBuilt;
  tallies.push(
    canBrowse
      ? await runStage(browserStage, { ...env, CHROMIUM_PATH: browser }, console)
      : failure('browser: no browser test could run'),
  );
  return tallies;
}

/**
 * @param {import('./console.mjs').Console} console
 * @param {{ isLong: boolean, took: () => string }} options
 */
export async function runAllTests(console, { isLong, took }) {
  if (isLong) process.env.BALLAST_LONG = '1';
  const env = { ...process.env };
  const { isBuilt, tallies } = await orElse(
    () => buildAndCheck(console),
    { isBuilt: false, tallies: [failure('build and check: crashed')] },
    console,
  );
  const total = sumTallies([...tallies, ...(await runStages(env, isBuilt, console))]);
  if (total.skipped.length > 0) console.say(`\nSkipped:\n${total.skipped.map((name) => `  ${name}`).join('\n')}`);
  if (total.failures.length > 0) console.say(`\nFailed:\n${total.failures.map((name) => `  ${name}`).join('\n')}`);
  console.say(`\nTook ${took()}.`);
  console.say(summaryLine(total));
  return total.failed === 0 ? 0 : 1;
}
