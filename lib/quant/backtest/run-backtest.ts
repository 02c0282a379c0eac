import { invariant } from '../../base/invariant';
import { DAYS_PER_YEAR } from '../../base/iso-day';
import { indexOfDay, KNOWN, type PricePanel, view } from '../market/panel';
import type { Fact } from '../policy/types';
import type { StrategyOutcome } from '../strategy/types';
import { marketOf } from '../trading/costs/market-conditions';
import { valueHoldings } from '../trading/drift';
import { fillMarketOrder, fromMicros, roundToMicros, toMicros } from '../trading/fills';
import type { LotBook } from '../trading/lots/lot-book';
import { bookEvents } from './corporate-events';
import { recordRow } from './paths';
import { cashReturnOnRow, knowsCash } from './prices';
import { askAtClose, maySpeak, speaksDaily } from './rule-clock';
import { type Pending, type Run, startRun } from './run-state';
import { tradeRow } from './trade-row';
import type { BacktestFinished, BacktestOutcome, BacktestRequest, TaxedPart } from './types';

const CASH_EARNS_NOTHING: Fact = { key: 'backtest.cash-earns-nothing', values: {} };

/** Rows between two looks at the cancel flag when no decision falls due. */
const CHECKPOINT_ROWS = 64;

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
  const run = startRun(request, firstRow, endRow);
  for (let row = 0; row < firstRow; row++) run.rows.advance(row, firstRow);
  for (let row = firstRow; row < endRow; row++) {
    if (run.pending !== undefined || (row - firstRow) % CHECKPOINT_ROWS === 0) {
      if (control.shouldStop()) return { status: 'cancelled' };
      control.report((row - firstRow) / (endRow - firstRow));
    }
    run.account.startRow();
    run.rows.advance(row, firstRow);
    openRow(run, row);
    const failure = tradeRow(run, row);
    if (failure !== undefined) return failure;
    recordRow(run.paths, row - firstRow, run.account, panel.instruments, run.rows.lastPrices);
    closeRow(run, row);
  }
  control.report(1);
  return finish(run);
}

function rowRange({ panel, fromDay, toDay }: BacktestRequest): { firstRow: number; endRow: number } | undefined {
  const before = indexOfDay(panel, fromDay - 1);
  const last = indexOfDay(panel, toDay);
  const firstRow = before === undefined ? 0 : before + 1;
  return last === undefined || last - firstRow < 1 ? undefined : { firstRow, endRow: last + 1 };
}

/** What happens to the account before it trades. */
function openRow(run: Run, row: number): void {
  const { request, account, charges, firstRow } = run;
  const { days } = request.panel;
  if (row > firstRow) {
    bookInterest(run, row);
    bookEvents(run, row);
  }
  charges.bookFlows(account, days[row]!);
  if (row > firstRow) charges.bookCharges(account, days[row]!, days[row - 1]!);
  account.payOwed();
}

function bookInterest(run: Run, row: number): void {
  const { request, account, facts, firstRow, cashColumns, cashPaidRow } = run;
  const { panel } = request;
  const cashReturn = cashReturnOnRow(panel, row, cashColumns, cashPaidRow);
  if (cashReturn !== undefined) {
    account.creditInterest(cashReturn, panel.days[row]!);
    run.paths.cashReturns[row - firstRow] = cashReturn;
    run.cashPaidRow = row;
  } else if (!knowsCash(panel, cashPaidRow, cashColumns)) facts.addOnce(CASH_EARNS_NOTHING);
}

/** What the close of a row asks for: the first decision, what the rule says, or money that is owed. */
function closeRow(run: Run, row: number): void {
  const { request, account, charges, desk, rows, paths, firstRow, spec } = run;
  const { panel } = request;
  const value = paths.value[row - firstRow]!;
  charges.noteClose(value);
  const ask = (asked: Omit<Pending, 'row' | 'prices' | 'holdings'>): void => {
    run.pending = { ...asked, row, prices: rows.lastPrices.slice(), holdings: account.holdings() };
  };
  if (row === firstRow) {
    ask({ action: 'rebalance', reason: { key: 'rule.first', values: {} } });
    return;
  }
  if (run.pending !== undefined && speaksDaily(spec)) return;
  const { targetWeights } = run;
  // Until the first trade there is nothing to measure by: only the calendar asks again.
  if (targetWeights === undefined && spec.kind !== 'calendar') return;
  if (maySpeak(spec, panel.days, row)) {
    const { verdict, decision } = askAtClose(spec, {
      request,
      paths,
      account,
      row,
      firstRow,
      targetWeights: targetWeights ?? new Float64Array(panel.instruments.length),
      lastTradeDay: desk.trades.at(-1)?.day ?? Number.NEGATIVE_INFINITY,
      askStrategy: () => askStrategy(run, row),
    });
    // Cash may be uninvested because its orders are still open: those are not given up for it.
    const isUnderWay = verdict.action === 'place-cash' && desk.hasOpenOrders;
    if (verdict.action !== 'wait' && !isUnderWay) {
      const { action, reason } = verdict;
      ask({ action, reason, ...(decision === undefined ? {} : { decision }) });
      return;
    }
  }
  if (account.owed > 0 && value > account.cash && run.pending === undefined && !desk.hasOpenOrders) {
    ask({ action: 'raise-cash', reason: { key: 'rule.cash-owed', values: { amount: account.owed } } });
  }
}

function askStrategy({ request, account, rows }: Run, row: number): StrategyOutcome {
  const { panel, policy, aim, strategy } = request;
  const { weights } = valueHoldings(account.holdings(), panel.instruments, rows.lastPrices);
  return strategy.decide({ view: view(panel, row + 1), policy, aim, currentWeights: weights });
}

function finish(run: Run): BacktestFinished {
  const { request, account, desk, paths, rebalances, facts, firstRow, endRow } = run;
  const { panel, startMoney } = request;
  const days = panel.days.slice(firstRow, endRow);
  desk.end({ key: 'order.open-at-end', values: {} });
  const { trades, orders } = desk;
  // A gap that no later price has ended.
  if (run.cashPaidRow < endRow - 1) facts.addOnce(CASH_EARNS_NOTHING);
  for (const fact of endedHoldings(panel, account.quantitySteps, endRow - 1)) facts.addOnce(fact);
  if (trades.length === 0 && run.targetWeights?.some((weight) => weight > 0) === true) {
    facts.addOnce({ key: 'backtest.never-invested', values: {} });
    for (const fact of run.untraded) facts.addCounted(fact);
  }
  if (account.owed > 0) facts.addOnce({ key: 'backtest.money-owed', values: { amount: account.owed } });
  const meanValue = paths.value.reduce((sum, value) => sum + value, 0) / paths.value.length;
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
    ...(account.lots === undefined ? {} : { taxed: taxedPart(run, account.lots) }),
    holdings: account.holdings(),
    totals: {
      cost: trades.reduce((sum, { cost }) => sum + cost, 0),
      tradesCount: trades.length,
      turnoverAnnual: desk.tradedLater / 2 / meanValue / years,
    },
    facts: facts.all(),
  };
}

/** Lots, gains and years of a taxed run, and what would be left if all were sold at the last close. */
function taxedPart({ request, account, charges, rows, endRow }: Run, lots: LotBook): TaxedPart {
  const { panel, costs } = request;
  const market = costs.impact === undefined ? undefined : rows.conditions(endRow - 1);
  const proceeds = Float64Array.from(panel.instruments, (instrument, i) => {
    const quantitySteps = account.quantitySteps[i]!;
    if (quantitySteps === 0) return 0;
    const order = { side: 'sell', quantitySteps } as const;
    const { cashChange } = fillMarketOrder(order, instrument, rows.lastPrices[i]!, costs, marketOf(market, i));
    return Math.max(0, cashChange);
  });
  const { taxMicros } = lots.liquidate(panel.days[endRow - 1]!, proceeds.map(toMicros));
  const liquidationTax = fromMicros(taxMicros);
  const sold = proceeds.reduce((sum, amount) => sum + amount, account.cash - account.owed);
  return {
    realisedGains: [...lots.realised()],
    lots: lots.lots(),
    years: charges.taxYears,
    liquidationTax,
    liquidationValue: roundToMicros(sold - liquidationTax),
  };
}

/** Holdings that are valued at an old price on the last row. */
function endedHoldings(panel: PricePanel, quantitySteps: Float64Array, lastRow: number): Fact[] {
  const n = panel.instruments.length;
  return panel.instruments.flatMap(({ symbol }, i) => {
    if (quantitySteps[i] === 0 || panel.known[lastRow * n + i] !== KNOWN.absent) return [];
    let row = lastRow;
    while (row > 0 && panel.known[row * n + i] === KNOWN.absent) row--;
    return [{ key: 'backtest.carried-at-last-price', values: { symbol, lastDay: panel.days[row]! } }];
  });
}
