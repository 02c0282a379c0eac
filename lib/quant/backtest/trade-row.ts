import { view } from '../market/panel';
import type { Strategy, StrategyOutcome } from '../strategy/types';
import type { MarketConditions } from '../trading/costs/market-conditions';
import { tradeCostBounds } from '../trading/costs/trade-cost-bounds';
import { decideAndPlan, planTowards, type PlanTowardsInput } from '../trading/decide-and-plan';
import { type Valuation, valueHoldings } from '../trading/drift';
import { BAND_LEFT } from '../trading/rules/bands';
import { edgeBandsOf } from '../trading/rules/rules';
import { stepsToQuantity } from '../trading/steps';
import type { Holdings, RebalancePlan } from '../trading/types';
import { firstDayWithHistory, isTradeRow } from './prices';
import { raisingWeights } from './raise-cash';
import type { Pending, Run } from './run-state';
import type { BacktestOutcome } from './types';

/** Trades of one row; an outcome only when the very first decision came to nothing. */
export function tradeRow(run: Run, row: number): BacktestOutcome | undefined {
  const { request, account, desk, rows, pending } = run;
  const { panel } = request;
  let rebalance: ((holdingsAfter: Holdings) => void) | undefined;
  if (pending !== undefined && isTradeRow(panel, row, pending.row)) {
    run.pending = undefined;
    const market = request.costs.impact === undefined ? undefined : run.rows.conditions(pending.row);
    const outcome = plan(run, pending, { row, market });
    const { decision } = outcome;
    if (outcome.plan === undefined) return undecided(run, decision!, pending.row);
    run.desk.end({ key: 'order.replaced', values: {} });
    noteUntraded(run, outcome.plan);
    // A rule that looks every day may find, every day, what cannot be traded: only what trades is worth a line.
    const isNoted = outcome.plan.orders.length > 0 || run.spec.kind === 'calendar';
    if (isNoted) rebalance = place(run, { pending, plan: outcome.plan, row, market });
    if (decision?.status === 'decided') {
      run.facts.addDecision(decision);
      run.targetWeights = decision.weights;
    }
  }
  if (desk.hasOpenOrders) {
    desk.work(account, { row, day: panel.days[row]!, prices: rows.tradePrices(row) });
    account.payOwed();
  }
  rebalance?.(account.holdings());
  return undefined;
}

/** Reasons that may keep money out of the market for a whole run without anybody noticing. */
const KEEPS_OUT: ReadonlySet<string> = new Set(['below-minimum', 'below-step', 'not-enough-cash', 'too-costly']);

function noteUntraded({ desk, untraded }: Run, { orders, skipped }: RebalancePlan): void {
  if (orders.length > 0 || desk.trades.length > 0) return;
  for (const { symbol, reason } of skipped) {
    if (KEEPS_OUT.has(reason.key)) untraded.push({ key: `backtest.${reason.key}`, values: { symbol } });
  }
}

interface Planned {
  readonly decision?: StrategyOutcome;
  readonly plan?: RebalancePlan;
}

interface TradeMoment {
  readonly row: number;
  /** What the decision knew of the markets; undefined where orders have no impact. */
  readonly market: MarketConditions | undefined;
}

function plan(run: Run, pending: Pending, { row, market }: TradeMoment): Planned {
  const { request, account, rows, spec } = run;
  const { panel, policy, aim } = request;
  const holdings = account.holdings();
  const tradePrices = rows.tradePrices(row);
  const unowed: PlanTowardsInput = {
    instruments: panel.instruments,
    policy,
    holdings,
    tradePrices,
    excluded: panel.instruments.flatMap(({ symbol }, i) => (rows.isTradable(row, i) ? [] : [symbol])),
    ...(market === undefined ? {} : { market }),
  };
  if (pending.action === 'raise-cash') {
    const held = valueHoldings(holdings, panel.instruments, tradePrices);
    // What cannot pay its debts has nothing to keep: all goes, down to what is too small for an order otherwise.
    return account.owed >= held.value
      ? { plan: planTowards({ ...unowed, closesOut: true }, new Float64Array(panel.instruments.length)) }
      : { plan: planTowards(unowed, weightsToOwe(run, held, tradePrices)) };
  }
  const input = account.owed > 0 ? { ...unowed, reserve: account.owed } : unowed;
  if (pending.action === 'place-cash') return { plan: planTowards({ ...input, cashOnly: true }, run.targetWeights!) };
  // Only a band that was left has an edge to stop at; a date of the calendar brings all to the target.
  const edgeBands = pending.reason.key === BAND_LEFT ? edgeBandsOf(spec) : undefined;
  const { decision } = pending;
  const strategy: Strategy =
    decision === undefined ? request.strategy : { ...request.strategy, decide: () => decision };
  return decideAndPlan({
    ...input,
    ...(edgeBands === undefined ? {} : { edgeBands }),
    view: view(panel, pending.row + 1),
    policy,
    aim,
    strategy,
    decisionHoldings: pending.holdings,
    decisionPrices: pending.prices,
  });
}

function weightsToOwe({ request, account }: Run, held: Valuation, prices: Float64Array): Float64Array {
  const { panel, policy, costs } = request;
  const { instruments } = panel;
  const stepValues = prices.map((price, i) => stepsToQuantity(1, instruments[i]!.quantityDecimals) * price);
  const bounds = tradeCostBounds({ instruments, prices }, costs, 0);
  const orderValueMin = bounds.orderValueMin.reduce((most, min) => Math.max(most, min), policy.rebalance.orderValueMin);
  return raisingWeights(held, account.owed - account.cash, { stepValues, orderValueMin, ticket: bounds.fixed });
}

/** Hands the orders over. @returns what notes the rebalance once they have been worked */
function place(
  run: Run,
  { pending, plan: placed, row, market }: TradeMoment & { readonly pending: Pending; readonly plan: RebalancePlan },
): (holdingsAfter: Holdings) => void {
  const { request, desk, rows, rebalances, facts, columnOf } = run;
  const { panel } = request;
  const day = panel.days[row]!;
  const decisionDay = panel.days[pending.row]!;
  desk.place({ plan: placed, day, decisionDay, market }, columnOf);
  for (const { symbol, reason } of placed.skipped) {
    if (reason.key === 'excluded' || reason.key === 'no-price') {
      facts.addCounted({ key: 'backtest.not-traded-without-price', values: { symbol } });
    }
  }
  const tradesBefore = desk.trades.length;
  const prices = Float64Array.from(rows.tradePrices(row));
  return (holdingsAfter) => {
    const traded = desk.trades.slice(tradesBefore);
    const { weights } = valueHoldings(holdingsAfter, panel.instruments, prices);
    rebalances.push({
      decisionDay,
      tradeDay: day,
      reason: pending.reason,
      weightsBefore: placed.weightsBefore,
      weightsTarget: placed.weightsTarget,
      weightsAfter: weights,
      holdingsAfter,
      turnover: placed.valueBefore > 0 ? traded.reduce((sum, { value }) => sum + value, 0) / 2 / placed.valueBefore : 0,
      cost: run.account.row.costs,
    });
  };
}

/** A decision that came to nothing keeps the holdings; the first one ends the replay. */
function undecided(run: Run, decision: StrategyOutcome, decisionRow: number): BacktestOutcome | undefined {
  const { panel } = run.request;
  const day = panel.days[decisionRow]!;
  if (run.targetWeights !== undefined) {
    run.facts.addKept(decision, day);
    return undefined;
  }
  if (decision.status !== 'insufficient-history') return { status: 'not-decided', day, decision };
  const { symbols, daysNeeded } = decision;
  const firstPossibleDay = firstDayWithHistory(panel, symbols, daysNeeded);
  return {
    status: 'insufficient-history',
    symbols,
    daysNeeded,
    ...(firstPossibleDay === undefined ? {} : { firstPossibleDay }),
  };
}
