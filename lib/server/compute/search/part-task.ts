import { runTrialPart, type TrialPart, type TrialPartResult } from '@/lib/quant/backtest/search/trial-run';
import type { Task } from '../task';

/** A share of a search's trials; two threads at once read one panel. */
export const searchPartTask: Task<TrialPart, TrialPartResult> = (part, control) => {
  const value = runTrialPart(part, control);
  return value === undefined ? { status: 'stopped' } : { status: 'finished', value };
};
