import { policyFor } from '@/lib/quant/policy/policy';
import type { PricePanel } from '@/lib/quant/market/panel';
import type { ReplaySetting } from '@/lib/server/compute/backtest/replay';
import type { TaskOutcome } from '@/lib/server/compute/task';
import { testInstrument } from '../unit/quant/trading/instruments';

/** Every asset class a balanced plan draws on; of shares and bonds a second one. */
export const SIX_INSTRUMENTS = [
  testInstrument('A'),
  testInstrument('B', { assetClass: 'bond' }),
  testInstrument('C', { assetClass: 'commodity' }),
  testInstrument('D', { assetClass: 'cash' }),
  testInstrument('E'),
  testInstrument('F', { assetClass: 'bond' }),
];

/** Nobody watches, nobody stops. */
export const UNWATCHED = { report: () => undefined, shouldStop: () => false };

/** A balanced plan over all days of a panel, rebalanced each quarter at 5 bp. */
export const replaySetting = (panel: PricePanel): ReplaySetting => ({
  panel,
  policy: policyFor('balanced'),
  aim: { kind: 'most-return' },
  fromDay: panel.days[0]!,
  toDay: panel.days.at(-1)!,
  calendar: 'quarterly',
  startMoney: 10_000,
  commissionBasisPoints: 5,
});

type Ended<Result> = { readonly status: 'finished'; readonly result: Result } | { readonly status: 'not-possible' };

/** The result of a task that must have one; otherwise what it said instead. */
export function resultOf<Result>(ended: TaskOutcome<Ended<Result>>): Result {
  if (ended.status !== 'finished' || ended.value.status !== 'finished') throw new Error(JSON.stringify(ended));
  return ended.value.result;
}
