import { KNOWN } from '../market/panel';
import { equalWeight } from '../strategy/equal-weight';
import { decided } from '../strategy/shared';
import { sixtyForty } from '../strategy/sixty-forty';
import type { Strategy } from '../strategy/types';
import { runBacktest } from './run-backtest';
import type { BacktestOutcome, BacktestRequest } from './types';

/** Everything in one instrument; with the rule `never` it is buy and hold. */
export const holdSymbol = (symbol: string): Strategy => ({
  id: `hold:${symbol}`,
  keepsPolicyLimits: false,
  lookbackDaysMin: 1,
  decide: ({ view }) => {
    const n = view.instruments.length;
    const column = view.instruments.findIndex((instrument) => instrument.symbol === symbol);
    const isPriced = column !== -1 && view.known[(view.dayCount - 1) * n + column] !== KNOWN.absent;
    if (!isPriced) return { status: 'insufficient-history', symbols: [symbol], daysNeeded: 1 };
    const weights = new Float64Array(n);
    weights[column] = 1;
    return decided({ weights });
  },
});

type AnyRule = BacktestRequest['rebalance'];

export interface BenchmarkRun<Rule extends AnyRule> {
  readonly strategy: Strategy;
  readonly rebalance: Rule | 'never';
  readonly outcome: BacktestOutcome;
}

/**
 * The bars to beat, on the same days, money and costs: equal weight and 60/40 at the run's own rule, and one instrument
 * bought and held. A benchmark that cannot run says why in its outcome. Progress is reported over all of them.
 */
export function runBenchmarks<Rule extends AnyRule>(
  request: Omit<BacktestRequest, 'strategy' | 'rebalance'> & { readonly rebalance: Rule },
  holdSymbols: readonly string[],
): readonly BenchmarkRun<Rule>[] {
  const { rebalance, control } = request;
  const runs: Omit<BenchmarkRun<Rule>, 'outcome'>[] = [
    { strategy: equalWeight, rebalance },
    { strategy: sixtyForty, rebalance },
    ...holdSymbols.map((symbol) => ({ strategy: holdSymbol(symbol), rebalance: 'never' as const })),
  ];
  return runs.map((run, index) => {
    const report = (fraction: number): void => control.report((index + fraction) / runs.length);
    return { ...run, outcome: runBacktest({ ...request, ...run, control: { ...control, report } }) };
  });
}
