import { describe, expect, test } from 'vitest';
import { isEnded, jobText, millisecondsLeft } from '@/components/jobs/job-texts';
import type { JobView } from '@/lib/shared/contracts/job';

const job = (change: Partial<JobView>): JobView => ({
  id: '0195d8c0-0000-7000-8000-000000000000',
  kind: 'recommend',
  status: 'running',
  progress: 0.5,
  attempt: 1,
  failure: null,
  subject: null,
  isCancelRequested: false,
  canCancel: true,
  createdAt: '2026-11-20T10:00:00.000Z',
  startedAt: null,
  finishedAt: null,
  ...change,
});

describe('the time left of a job', () => {
  // By hand: 20 % in 10 s is 2 % a second; the 70 % left take 35 s.
  test('follows from the speed seen', () => {
    const first = { atMilliseconds: 1_000, fractionDone: 0.1 };
    expect(millisecondsLeft(first, { atMilliseconds: 11_000, fractionDone: 0.3 })).toBeCloseTo(35_000, 6);
  });

  test('is not guessed from a few percent, nor at the end', () => {
    const first = { atMilliseconds: 0, fractionDone: 0.1 };
    expect(millisecondsLeft(first, { atMilliseconds: 1_000, fractionDone: 0.12 })).toBeUndefined();
    expect(millisecondsLeft(first, { atMilliseconds: 9_000, fractionDone: 1 })).toBeUndefined();
  });
});

describe('the line under the bar', () => {
  test('a job taken up again after an interruption says so', () => {
    expect(jobText(job({ status: 'queued', attempt: 1 }), undefined)).toBe('Interrupted; it starts again by itself.');
    expect(jobText(job({ status: 'queued', attempt: 0 }), undefined)).toBe('Waiting for its turn.');
  });

  test('a failure is the job’s own sentence', () => {
    expect(jobText(job({ status: 'failed', failure: 'The prices are gone.' }), undefined)).toBe('The prices are gone.');
  });

  test('stopping is said before the job has stopped, and not after', () => {
    expect(jobText(job({ isCancelRequested: true }), 5_000)).toBe('Stopping.');
    expect(jobText(job({ isCancelRequested: true, status: 'cancelled' }), undefined)).toBe(
      'Stopped. Nothing was changed.',
    );
  });

  test.each([
    ['queued', false],
    ['running', false],
    ['done', true],
    ['failed', true],
    ['cancelled', true],
  ] as const)('%s has ended: %s', (status, ended) => {
    expect(isEnded(job({ status }))).toBe(ended);
  });
});
