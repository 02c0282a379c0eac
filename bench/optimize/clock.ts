/** Medians of many: these machines are shared, so means and single runs say nothing. */

const WARM_UP_MILLISECONDS = 300;
const WARM_UP_RUNS_MIN = 3;
const TIMED_MILLISECONDS = 1_500;
const RUNS_MIN = 5;
const RUNS_MAX = 2_000;

export interface Timing {
  readonly medianMilliseconds: number;
  readonly runs: number;
}

export function timeOf(work: () => unknown): Timing {
  const begin = performance.now();
  for (let run = 0; run < WARM_UP_RUNS_MIN || performance.now() - begin < WARM_UP_MILLISECONDS; run++) work();
  const times: number[] = [];
  const start = performance.now();
  while (times.length < RUNS_MIN || (times.length < RUNS_MAX && performance.now() - start < TIMED_MILLISECONDS)) {
    const before = performance.now();
    work();
    times.push(performance.now() - before);
  }
  times.sort((left, right) => left - right);
  return { medianMilliseconds: times[Math.floor(times.length / 2)] ?? Number.NaN, runs: times.length };
}
