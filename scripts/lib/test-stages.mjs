import { rmSync } from 'node:fs';
import path from 'node:path';
import { checkParts, pureReport, reportsDir } from './check-parts.mjs';
import { seconds } from './console.mjs';
import { readJson } from './files.mjs';
import { root, tool } from './paths.mjs';
import { runParts } from './parts.mjs';
import { runCommand } from './run-command.mjs';
import { judgeStage, sumTallies, tallyPlaywright, tallyVitest } from './test-summary.mjs';

/** A stage that says nothing for this long hangs. */
const IDLE_MILLISECONDS_MAX = 300_000;
const LINES_SHOWN_MAX = 200;

/** @typedef {import('./test-summary.mjs').Tally} Tally */

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string[]} args of node
 * @property {string} report
 * @property {(report: any) => Tally} tally
 */

const reportOf = (name) => path.join(reportsDir, `${name}.json`);

/** @param {'integration' | 'fault'} project @returns {Stage} */
export const vitestStage = (project) => ({
  name: project,
  args: [
    tool('vitest/vitest.mjs'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportOf(project)}`,
  ],
  report: reportOf(project),
  tally: tallyVitest,
});

/** @type {Stage} */
export const browserStage = {
  name: 'browser',
  args: [tool('@playwright/test/cli.js'), 'test'],
  report: reportOf('browser'),
  tally: tallyPlaywright,
};

/** @param {Stage} stage @param {NodeJS.ProcessEnv} env @param {import('./console.mjs').Console} console @returns {Promise<Tally>} */
export async function runStage(stage, env, console) {
  const begin = Date.now();
  rmSync(stage.report, { force: true });
  const { code, output, wasIdle } = await runCommand(`test-${stage.name}`, process.execPath, stage.args, {
    cwd: root,
    env: { ...env, NO_COLOR: '1', BALLAST_BROWSER_REPORT: browserStage.report },
    idleMillisecondsMax: IDLE_MILLISECONDS_MAX,
  });
  const report = readJson(stage.report);
  const tally = judgeStage(stage.name, { code, tally: report === null ? null : stage.tally(report) });
  if (tally.failed > 0) console.say(output.trimEnd().split('\n').slice(-LINES_SHOWN_MAX).join('\n'));
  if (wasIdle) console.say(`The stage ${stage.name} said nothing for ${seconds(IDLE_MILLISECONDS_MAX)} and was ended.`);
  console.say(
    `${tally.failed === 0 ? 'ok    ' : 'FAILED'} ${stage.name.padEnd(20)} ${seconds(Date.now() - begin).padStart(8)}  ${tally.passed} passed, ${tally.failed} failed`,
  );
  return tally;
}

/**
 * The parts of the check; the pure tests among them count one by one, every other part as one.
 * @param {Promise<unknown>} typesReady
 * @param {number} atOnce
 * @param {import('./console.mjs').Console} console
 */
export async function runCheckStage(typesReady, atOnce, console) {
  rmSync(pureReport, { force: true });
  const results = await runParts(checkParts(typesReady), atOnce, console);
  return sumTallies(results.map(tallyPart));
}

/** @param {import('./parts.mjs').PartResult} result @returns {Tally} */
function tallyPart({ name, isPassed }) {
  if (name !== 'pure tests')
    return {
      passed: isPassed ? 1 : 0,
      failed: isPassed ? 0 : 1,
      skipped: [],
      failures: isPassed ? [] : [`check: ${name}`],
    };
  const report = readJson(pureReport);
  return judgeStage(name, { code: isPassed ? 0 : 1, tally: report === null ? null : tallyVitest(report) });
}
