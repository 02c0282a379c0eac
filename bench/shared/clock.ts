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

/** So long a run is warm by itself, and a few of them must do. */
const LONG_MILLISECONDS = 2_000;
const LONG_RUNS = 3;

/** Waits only for what is a promise: a turn of the event loop would be most of a task of microseconds. */
async function timed(work: () => unknown): Promise<number> {
  const before = performance.now();
  const result = work();
  if (result instanceof Promise) await result;
  return performance.now() - before;
}

export async function timeOf(work: () => unknown): Promise<Timing> {
  const begin = performance.now();
  const first = await timed(work);
  if (first > LONG_MILLISECONDS) return medianOf([first, ...(await several(work, LONG_RUNS - 1))]);
  for (let run = 1; run < WARM_UP_RUNS_MIN || performance.now() - begin < WARM_UP_MILLISECONDS; run++)
    await timed(work);
  const times: number[] = [];
  const start = performance.now();
  while (times.length < RUNS_MIN || (times.length < RUNS_MAX && performance.now() - start < TIMED_MILLISECONDS)) {
    times.push(await timed(work));
  }
  return medianOf(times);
}

async function several(work: () => unknown, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < count; run++) times.push(await timed(work));
  return times;
}

function medianOf(times: readonly number[]): Timing {
  const sorted = [...times].sort((left, right) => left - right);
  return { medianMilliseconds: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN, runs: sorted.length };
}
