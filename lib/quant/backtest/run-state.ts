import type { Fact } from '../policy/types';
import type { StrategyOutcome } from '../strategy/types';
import type { RebalanceRuleSpec } from '../trading/rules/types';
import type { Holdings } from '../trading/types';
import { Account } from './account';
import { Charges } from './charges';
import { FactLog } from './fact-log';
import { MarketRows } from './market-rows';
import { OrderDesk } from './order-desk';
import { emptyPaths, type Paths } from './paths';
import { cashColumnsOf } from './prices';
import { ruleSpecOf } from './rule-clock';
import type { BacktestRebalance, BacktestRequest } from './types';

/** What a close has asked for; it trades on a later row. */
export interface Pending {
  readonly action: 'rebalance' | 'place-cash' | 'raise-cash';
  readonly row: number;
  /** Length n, of that row. */
  readonly prices: Float64Array;
  readonly holdings: Holdings;
  readonly reason: Fact;
  /** Present when the strategy was asked already. */
  readonly decision?: StrategyOutcome;
}

/** What the replay carries from row to row. */
export interface Run {
  readonly request: BacktestRequest;
  readonly spec: RebalanceRuleSpec;
  readonly firstRow: number;
  readonly endRow: number;
  readonly columnOf: ReadonlyMap<string, number>;
  readonly rows: MarketRows;
  readonly account: Account;
  readonly desk: OrderDesk;
  readonly charges: Charges;
  readonly paths: Paths;
  readonly rebalances: BacktestRebalance[];
  readonly facts: FactLog;
  /** Why nothing was traded, for as long as nothing ever was. */
  readonly untraded: Fact[];
  pending: Pending | undefined;
  /** Length n, what the strategy wanted last; undefined before its first decision. */
  targetWeights: Float64Array | undefined;
  readonly cashColumns: Int32Array;
  /** The last row up to which cash has earned what its instruments did. */
  cashPaidRow: number;
  /** Rows without a price so far, by column. */
  readonly silentRows: Int32Array;
}

export function startRun(request: BacktestRequest, firstRow: number, endRow: number): Run {
  const { panel, startMoney, costs, execution, taxes } = request;
  const n = panel.instruments.length;
  const rows = new MarketRows(request);
  const run: Run = {
    request: { ...request, policy: { ...request.policy, costs } },
    spec: ruleSpecOf(request.rebalance),
    firstRow,
    endRow,
    columnOf: new Map(panel.instruments.map(({ symbol }, column) => [symbol, column])),
    rows,
    account: new Account(startMoney, panel.instruments, taxes),
    desk: new OrderDesk(panel, costs, rows, execution?.orderDaysMax),
    charges: new Charges(request, panel.days[firstRow]!),
    paths: emptyPaths(endRow - firstRow, n),
    rebalances: [],
    facts: new FactLog(),
    untraded: [],
    pending: undefined,
    targetWeights: undefined,
    cashColumns: cashColumnsOf(panel),
    cashPaidRow: firstRow,
    silentRows: new Int32Array(n),
  };
  for (const fact of rows.facts) run.facts.addOnce(fact);
  if (taxes !== undefined && !rows.paysOut) run.facts.addOnce({ key: 'backtest.dividends-not-taxed', values: {} });
  return run;
}
