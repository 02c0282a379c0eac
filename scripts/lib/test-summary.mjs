/**
 * What one stage of the tests came to.
 * @typedef {{ passed: number, failed: number, skipped: string[], failures: string[] }} Tally
 */

/** @type {Tally} */
export const NOTHING = { passed: 0, failed: 0, skipped: [], failures: [] };

/** @param {readonly Tally[]} tallies @returns {Tally} */
export const sumTallies = (tallies) =>
  tallies.reduce(
    (sum, tally) => ({
      passed: sum.passed + tally.passed,
      failed: sum.failed + tally.failed,
      skipped: [...sum.skipped, ...tally.skipped],
      failures: [...sum.failures, ...tally.failures],
    }),
    NOTHING,
  );

/**
 * Vitest's JSON report. A file that could not even be loaded holds no tests and counts as one failure.
 * @param {any} report
 * @returns {Tally}
 */
export function tallyVitest(report) {
  const tally = { passed: 0, failed: 0, skipped: [], failures: [] };
  for (const file of report.testResults ?? []) {
    const before = tally.failed;
    for (const test of file.assertionResults ?? []) count(tally, test.status, test.fullName ?? test.title);
    if (file.status === 'failed' && tally.failed === before) count(tally, 'failed', `${file.name} (the file itself)`);
  }
  return tally;
}

function count(tally, status, name) {
  if (status === 'passed') tally.passed++;
  else if (status === 'failed') {
    tally.failed++;
    tally.failures.push(name);
  } else tally.skipped.push(name);
}

/** Playwright's words for how a test ended. A test that passed only at a second try has failed once too often. */
const PLAYWRIGHT_STATUS = { expected: 'passed', unexpected: 'failed', flaky: 'failed', skipped: 'skipped' };

/**
 * Playwright's JSON report.
 * @param {any} report
 * @returns {Tally}
 */
export function tallyPlaywright(report) {
  const tally = { passed: 0, failed: 0, skipped: [], failures: [] };
  const visit = (suite, path) => {
    const here = suite.title ? [...path, suite.title] : path;
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests ?? [])
        count(tally, PLAYWRIGHT_STATUS[test.status] ?? 'failed', [...here, spec.title].join(' > '));
    }
    for (const inner of suite.suites ?? []) visit(inner, here);
  };
  for (const suite of report.suites ?? []) visit(suite, []);
  for (const error of report.errors ?? [])
    count(tally, 'failed', `browser tests: ${String(error.message).split('\n')[0]}`);
  return tally;
}

/**
 * What the stage's report says, corrected by how the stage ended: no report, or a bad end without a failed test,
 * is a failure of its own, and so is a stage that had nothing to run.
 * @param {string} stage
 * @param {{ code: number, tally: Tally | null }} end
 * @returns {Tally}
 */
export function judgeStage(stage, { code, tally }) {
  const failure = (reason) => ({
    ...(tally ?? NOTHING),
    failed: (tally?.failed ?? 0) + 1,
    failures: [...(tally?.failures ?? []), `${stage}: ${reason}`],
  });
  if (tally === null) return failure(`crashed (exit code ${code}) before it could report`);
  if (code !== 0 && tally.failed === 0) return failure(`ended with exit code ${code} although no test failed`);
  if (tally.passed + tally.failed === 0) return failure('ran no test at all');
  return tally;
}

/** The last line of the run, in exactly this form. @param {Tally} tally */
export const summaryLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
