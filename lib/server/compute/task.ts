import type { Control } from '@/lib/quant/trading/types';

/**
 * Pure work that may take long: called in a thread with plain data (typed arrays on shared memory are not copied).
 * It answers `stopped` when `shouldStop` told it so.
 */
export type Task<Input, Output> = (input: Input, control: Control) => TaskOutcome<Output>;

export type TaskOutcome<Output> =
  { readonly status: 'finished'; readonly value: Output } | { readonly status: 'stopped' };
