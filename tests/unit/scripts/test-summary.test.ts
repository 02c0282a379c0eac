import { describe, expect, test } from 'vitest';
import {
  judgeStage,
  summaryLine,
  sumTallies,
  tallyPlaywright,
  tallyVitest,
} from '../../../scripts/lib/test-summary.mjs';

const tally = (passed: number, failed: number, skipped: string[] = []) => ({
  passed,
  failed,
  skipped,
  failures: Array.from({ length: failed }, (_, index) => `failure ${index}`),
});

describe('the summary line', () => {
  test('has exactly the promised form', () => {
    expect(summaryLine(tally(12, 0))).toBe('12 passed, 0 failed');
    expect(summaryLine(tally(12, 3, ['a', 'b']))).toBe('12 passed, 3 failed, 2 skipped');
  });

  test('sums all stages', () => {
    expect(summaryLine(sumTallies([tally(1, 0, ['a']), tally(2, 1), tally(0, 0, ['b'])]))).toBe(
      '3 passed, 1 failed, 2 skipped',
    );
  });
});

describe('vitest reports', () => {
  test('count every test by its status and name the skipped ones', () => {
    const assertionResults = [
      { status: 'passed', fullName: 'adds' },
      { status: 'failed', fullName: 'subtracts' },
      { status: 'skipped', fullName: 'needs data' },
      { status: 'todo', fullName: 'later' },
    ];
    expect(tallyVitest({ testResults: [{ name: 'a.test.ts', status: 'failed', assertionResults }] })).toEqual({
      passed: 1,
      failed: 1,
      skipped: ['needs data', 'later'],
      failures: ['subtracts'],
    });
  });

  test('a file that could not be loaded is a failure', () => {
    const report = { testResults: [{ name: 'broken.test.ts', status: 'failed', assertionResults: [] }] };
    expect(tallyVitest(report)).toMatchObject({ passed: 0, failed: 1 });
  });
});

describe('browser reports', () => {
  const spec = (title: string, status: string) => ({ title, tests: [{ status }] });

  test('walk nested suites; a flaky test has failed', () => {
    const inner = { title: 'inner', specs: [spec('works', 'expected'), spec('wobbles', 'flaky')] };
    const report = { suites: [{ title: 'walk.spec.ts', specs: [spec('waits', 'skipped')], suites: [inner] }] };
    expect(tallyPlaywright(report)).toEqual({
      passed: 1,
      failed: 1,
      skipped: ['walk.spec.ts > waits'],
      failures: ['walk.spec.ts > inner > wobbles'],
    });
  });

  test('an error outside any test is a failure', () => {
    expect(tallyPlaywright({ suites: [], errors: [{ message: 'no stack\nat x' }] })).toMatchObject({ failed: 1 });
  });
});

describe('a stage', () => {
  test('that crashed without a report has failed', () => {
    expect(judgeStage('integration', { code: 1, tally: null })).toMatchObject({ passed: 0, failed: 1 });
    expect(judgeStage('integration', { code: 0, tally: null })).toMatchObject({ passed: 0, failed: 1 });
  });

  test('that ended badly although every test passed has failed', () => {
    expect(judgeStage('fault', { code: 1, tally: tally(5, 0) })).toMatchObject({ passed: 5, failed: 1 });
  });

  test('that ran nothing has failed, even when all was skipped', () => {
    expect(judgeStage('browser', { code: 0, tally: tally(0, 0) })).toMatchObject({ failed: 1 });
    expect(judgeStage('browser', { code: 0, tally: tally(0, 0, ['walk']) })).toMatchObject({ failed: 1 });
  });

  test('with failed tests is counted as its report says', () => {
    expect(judgeStage('fault', { code: 1, tally: tally(5, 2) })).toMatchObject({ passed: 5, failed: 2 });
  });
});
