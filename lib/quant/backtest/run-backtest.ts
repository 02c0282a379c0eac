import { invariant } from '../../base/invariant';
import { indexOfDay, type PricePanel, view } from '../market/panel';
import type { Fact } from '../policy/types';
import { decideAndPlan } from '../trading/decide-and-plan';
import { roundToMicros } from '../trading/fills';
import { startsPeriod } from '../trading/rules/periods';
import type { CalendarFrequency } from '../trading/rules/types';
import type { Holdings, RebalancePlan } from '../trading/types';
import { FactLog } from './fact-log';
import { carryPrices, cashReturnOnRow, firstDayWithHistory, isObserved, isTradeRow } from './prices';
import { emptyPaths, type Paths, recordRow } from './paths';
import type {
  BacktestFinished,
  BacktestOrder,
  BacktestOutcome,
  BacktestRebalance,
  BacktestRequest,
  BacktestTrade,
} from './types';

const DAYS_PER_YEAR = 365.25;

/** Rows between two looks at the cancel flag when no decision falls due. */
const CHECKPOINT_ROWS = 64;

interface PendingDecision {
  readonly row: number;
  /** Length n, of the decision row. */
  readonly prices: Float64Array;
}

/** What the replay carries from row to row. */
interface RunState {
  holdings: Holdings;
  readonly lastPrices: Float64Array;
  pending: PendingDecision | undefined;
  readonly rebalances: BacktestRebalance[];
  readonly trades: BacktestTrade[];
  readonly orders: BacktestOrder[];
  /** Length n, money that this row's trades moved out of each instrument: less than zero for what was bought. */
  readonly tradeCash: Float64Array;
  readonly facts: FactLog;
}

/**
 * Replays a strategy on past prices, day by day, through the code that trades live; the rules stand at
 * `BacktestRequest`. Results up to a row do not depend on anything in later rows.
 *
 * @throws InvariantError when the start money is not positive
 */
export function runBacktest(request: BacktestRequest): BacktestOutcome {
  const { panel, control, startMoney } = request;
  invariant(Number.isFinite(startMoney) && startMoney > 0, `a backtest cannot start with ${startMoney}`);
  const range = rowRange(request);
  if (range === undefined) return { status: 'no-trading-days' };
  const { firstRow, endRow } = range;
  const n = panel.instruments.length;
  const rowCount = endRow - firstRow;
  const paths = emptyPaths(rowCount, n);
  const state: RunState = {
    holdings: { cash: roundToMicros(startMoney), quantitySteps: new Float64Array(n) },
    lastPrices: new Float64Array(n).fill(Number.NaN),
    pending: undefined,
    rebalances: [],
    trades: [],
    orders: [],
    tradeCash: new Float64Array(n),
    facts: new FactLog(),
  };
  for (let row = 0; row < firstRow; row++) carryPrices(panel, row, state.lastPrices);
  for (let row = firstRow; row < endRow; row++) {
    const isDue =
      row === firstRow || startsPeriod(panel.days[row]!, panel.days[row - 1]!, frequencyOf(request.rebalance));
    if (isDue || (row - firstRow) % CHECKPOINT_ROWS === 0) {
      if (control.shouldStop()) return { status: 'cancelled' };
      control.report((row - firstRow) / rowCount);
    }
    if (row > firstRow) creditCash(panel, state, paths, { row, index: row - firstRow });
    const failure = replayRow(request, state, row);
    if (failure !== undefined) return failure;
    if (isDue) state.pending = { row, prices: state.lastPrices.slice() };
    recordRow(panel.instruments, state, paths, row - firstRow);
  }
  control.report(1);
  return finish(request, state, { firstRow, endRow, paths });
}

function rowRange({ panel, fromDay, toDay }: BacktestRequest): { firstRow: number; endRow: number } | undefined {
  const before = indexOfDay(panel, fromDay - 1);
  const last = indexOfDay(panel, toDay);
  const firstRow = before === undefined ? 0 : before + 1;
  return last === undefined || last - firstRow < 1 ? undefined : { firstRow, endRow: last + 1 };
}

/** Prices and trades of one row; an outcome only when the very first decision came to nothing. */
function replayRow(request: BacktestRequest, state: RunState, row: number): BacktestOutcome | undefined {
  const { panel } = request;
  carryPrices(panel, row, state.lastPrices);
  const { pending } = state;
  if (pending === undefined || !isTradeRow(panel, row, pending.row)) return undefined;
  state.pending = undefined;
  const { decision, plan } = trade(request, state, { row, pending });
  const decisionDay = panel.days[pending.row]!;
  if (plan !== undefined) {
    if (decision.status === 'decided') state.facts.addDecision(decision);
    return undefined;
  }
  if (state.rebalances.length > 0) {
    state.facts.addKept(decision, decisionDay);
    return undefined;
  }
  if (decision.status === 'insufficient-history') {
    const { symbols, daysNeeded } = decision;
    const firstPossibleDay = firstDayWithHistory(panel, symbols, daysNeeded);
    return {
      status: 'insufficient-history',
      symbols,
      daysNeeded,
      ...(firstPossibleDay === undefined ? {} : { firstPossibleDay }),
    };
  }
  return { status: 'not-decided', day: decisionDay, decision };
}

function frequencyOf(rule: BacktestRequest['rebalance']): CalendarFrequency {
  if (typeof rule === 'string') return rule;
  return 'every' in rule ? rule.every : rule.check;
}

function creditCash(
  panel: PricePanel,
  state: RunState,
  paths: Paths,
  { row, index }: { row: number; index: number },
): void {
  const cashReturn = cashReturnOnRow(panel, row);
  if (cashReturn === undefined) {
    state.facts.addOnce({ key: 'backtest.cash-earns-nothing', values: {} });
    return;
  }
  const { cash, quantitySteps } = state.holdings;
  state.holdings = { cash: roundToMicros(cash * (1 + cashReturn)), quantitySteps };
  paths.cashReturns[index] = cashReturn;
  paths.interest[index] = roundToMicros(state.holdings.cash - cash);
}

function trade(
  request: BacktestRequest,
  state: RunState,
  { row, pending }: { row: number; pending: PendingDecision },
): ReturnType<typeof decideAndPlan> {
  const { panel, policy, costs } = request;
  const excluded = panel.instruments.flatMap(({ symbol }, i) => (isObserved(panel, row, i) ? [] : [symbol]));
  const outcome = decideAndPlan({
    view: view(panel, pending.row + 1),
    policy: { ...policy, costs },
    aim: request.aim,
    strategy: request.strategy,
    holdings: state.holdings,
    decisionPrices: pending.prices,
    tradePrices: state.lastPrices,
    excluded,
  });
  if (outcome.plan !== undefined) book(request, state, { plan: outcome.plan, row, decisionRow: pending.row });
  return outcome;
}

function book(
  { panel }: BacktestRequest,
  state: RunState,
  { plan, row, decisionRow }: { plan: RebalancePlan; row: number; decisionRow: number },
): void {
  const day = panel.days[row]!;
  const quantitySteps = state.holdings.quantitySteps.slice();
  for (const order of plan.orders) {
    const column = panel.instruments.findIndex(({ symbol }) => symbol === order.symbol);
    const direction = order.side === 'buy' ? 1 : -1;
    quantitySteps[column] = quantitySteps[column]! + direction * order.quantitySteps;
    state.tradeCash[column] = -direction * order.value - order.estimatedCost;
    state.orders.push({
      decisionDay: panel.days[decisionRow]!,
      day,
      symbol: order.symbol,
      side: order.side,
      quantitySteps: order.quantitySteps,
      quantityDecimals: order.quantityDecimals,
      filledSteps: order.quantitySteps,
      status: 'filled',
      reason: order.reason,
    });
    state.trades.push({
      day,
      symbol: order.symbol,
      side: order.side,
      quantitySteps: order.quantitySteps,
      quantityDecimals: order.quantityDecimals,
      price: order.referencePrice,
      value: order.value,
      cost: order.estimatedCost,
    });
  }
  for (const { symbol, reason } of plan.skipped) {
    if (reason.key === 'excluded' || reason.key === 'no-price') {
      state.facts.addCounted({ key: 'backtest.not-traded-without-price', values: { symbol } });
    }
  }
  state.holdings = { cash: plan.cashAfter, quantitySteps };
  state.rebalances.push({
    decisionDay: panel.days[decisionRow]!,
    tradeDay: day,
    weightsBefore: plan.weightsBefore,
    weightsTarget: plan.weightsTarget,
    weightsAfter: plan.weightsAfter,
    holdingsAfter: state.holdings,
    turnover: plan.turnover,
    cost: plan.estimatedCost,
  });
}

function finish(
  { panel, startMoney }: BacktestRequest,
  state: RunState,
  { firstRow, endRow, paths }: { firstRow: number; endRow: number; paths: Paths },
): BacktestFinished {
  const days = panel.days.slice(firstRow, endRow);
  const { trades, orders, rebalances, facts } = state;
  for (const fact of endedHoldings(panel, state, endRow - 1)) facts.addOnce(fact);
  const meanValue = paths.value.reduce((sum, value) => sum + value, 0) / paths.value.length;
  const firstTradeDay = rebalances[0]?.tradeDay;
  const tradedLater = trades.reduce((sum, { day, value }) => (day === firstTradeDay ? sum : sum + value), 0);
  const years = (days.at(-1)! - days[0]!) / DAYS_PER_YEAR;
  return {
    status: 'finished',
    symbols: panel.instruments.map(({ symbol }) => symbol),
    startMoney,
    days,
    ...paths,
    orders,
    rebalances,
    trades,
    totals: {
      cost: trades.reduce((sum, { cost }) => sum + cost, 0),
      tradesCount: trades.length,
      turnoverAnnual: tradedLater / 2 / meanValue / years,
    },
    facts: facts.all(),
  };
}

/** Holdings that are valued at an old price on the last row. */
function endedHoldings(panel: PricePanel, { holdings }: RunState, lastRow: number): Fact[] {
  const n = panel.instruments.length;
  return panel.instruments.flatMap(({ symbol }, i) => {
    if (holdings.quantitySteps[i] === 0 || panel.known[lastRow * n + i] !== 0) return [];
    let row = lastRow;
    while (row > 0 && panel.known[row * n + i] === 0) row--;
    return [{ key: 'backtest.carried-at-last-price', values: { symbol, lastDay: panel.days[row]! } }];
  });
}
