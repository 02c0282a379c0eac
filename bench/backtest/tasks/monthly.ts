import { invariant } from '@/lib/base/invariant';
import { runBacktest } from '@/lib/quant/backtest/run-backtest';
import type { BacktestRequest } from '@/lib/quant/backtest/types';
import { policyFor } from '@/lib/quant/policy/policy';
import { STRATEGIES } from '@/lib/quant/strategy/strategies';
import type { BenchTask, Contender } from '../../shared/task';
import { LOOKBACK_ROWS, MARKET_ROWS, pricesInput, START_MONEY, tenInstruments, UNWATCHED } from '../market';

/** Monthly mean-variance within the balanced limits, after costs. */
function request(rows: number): BacktestRequest {
  const panel = tenInstruments(rows);
  const policy = policyFor('balanced');
  return {
    panel,
    strategy: STRATEGIES['mean-variance'],
    policy,
    aim: { kind: 'most-return' },
    fromDay: panel.days[LOOKBACK_ROWS] ?? 0,
    toDay: panel.days.at(-1) ?? 0,
    rebalance: 'monthly',
    startMoney: START_MONEY,
    costs: { commissionBasisPoints: 5 },
    control: UNWATCHED,
  };
}

function replay(name: string, change: Partial<BacktestRequest>, rows = MARKET_ROWS): Contender {
  return {
    name,
    prepare: () => {
      const whole = { ...request(rows), ...change };
      return () => {
        const outcome = runBacktest(whole);
        invariant(outcome.status === 'finished', outcome.status);
        return outcome.value.subarray(-1);
      };
    },
  };
}

const endValue = { heading: 'end value', of: (_: unknown, values: Float64Array) => values[0] ?? Number.NaN };

export const monthlyTasks: readonly BenchTask[] = [
  {
    id: 'monthly-mean-variance',
    title: 'monthly mean-variance, 10 instruments, 5,040 days, with costs',
    reach: 'under 100 ms with costs and lots',
    note: 'Ours decides from 756 days each month under bounds, group limits and a volatility limit, each answer with its certificate, trades whole steps with spread and commission. The peers’ methods are not the same: bt has long-only mean-variance without limits, cvxportfolio long-only with costs in the objective, skfolio a walk-forward without costs, and the line of vectorbt restores equal weights without deciding anything. End values are beside to show that each did run, not to be compared.',
    makeInput: () => pricesInput(MARKET_ROWS),
    ours: [replay('Ballast, costs', {})],
    npmPeers: [],
    pythonPeers: ['bt_mean_variance', 'cvxportfolio_mean_variance', 'skfolio_monthly', 'vectorbt_given_weights'],
    answer: endValue,
  },
  {
    id: 'linear-in-bars',
    title: 'the same over 1,260, 2,520 and 5,040 days: cost by the length',
    reach: 'linear in bars',
    makeInput: () => pricesInput(MARKET_ROWS),
    ours: [1_260, 2_520, MARKET_ROWS].map((rows) => replay(`Ballast, ${rows} days`, {}, rows)),
    npmPeers: [],
    pythonPeers: [],
    answer: endValue,
  },
];
