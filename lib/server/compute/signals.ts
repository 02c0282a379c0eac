import { invariant } from '@/lib/base/invariant';
import type { Control } from '@/lib/quant/trading/types';

/** Four bytes each on shared memory: the only talk between a thread at work and its caller. */
const STOP = 0;
const PROGRESS_MILLIONTHS = 1;
const MILLION = 1_000_000;

export const createSignals = (): Int32Array => new Int32Array(new SharedArrayBuffer(8));

export const askToStop = (signals: Int32Array): void => void Atomics.store(signals, STOP, 1);

export const progressOf = (signals: Int32Array): number => Atomics.load(signals, PROGRESS_MILLIONTHS) / MILLION;

/** What the task in the thread is handed. */
export function controlOf(signals: Int32Array): Control {
  invariant(signals.length === 2, 'signals have two slots');
  return {
    shouldStop: () => Atomics.load(signals, STOP) === 1,
    report: (fractionDone) => {
      Atomics.store(signals, PROGRESS_MILLIONTHS, Math.round(Math.min(1, Math.max(0, fractionDone)) * MILLION));
    },
  };
}
