import { KNOWN } from '../market/panel';
import { splitRatioOf } from '../trading/corporate-actions';
import type { Run } from './run-state';

/** An instrument without a price for so many rows, a month, has left the market; a halt is shorter. */
const DELISTED_ROWS = 21;

/**
 * What a day does to the positions held since the evening before: splits, then dividends on the shares as they stand
 * after them, then holdings whose prices have ended.
 */
export function bookEvents(run: Run, row: number): void {
  const { rows, request } = run;
  if (rows.paysOut) bookPayments(run, row);
  if (request.delisting === 'cash') cashOutDelisted(run, row);
}

function bookPayments({ request, account, rows, desk }: Run, row: number): void {
  const { panel, income } = request;
  const day = panel.days[row]!;
  // Orders that trade at the open must not depend on a close that nobody knows yet.
  const prices = rows.tradePrices(row);
  for (let column = 0; column < panel.instruments.length; column++) {
    const factor = rows.splitFactor(row, column);
    // Orders sized before a split mean other shares than those that trade after it.
    if (factor !== 1) desk.end({ key: 'order.ended-by-split', values: { factor } }, column);
    if (account.quantitySteps[column] === 0) continue;
    const price = prices[column]!;
    if (factor !== 1) account.split(column, splitRatioOf(factor), { price, day });
    const perShare = rows.dividend(row, column);
    if (perShare === 0) continue;
    const amount = account.payDividend(column, perShare, day);
    if (income === 'reinvested' && rows.isTradable(row, column)) account.reinvest(column, amount, { price, day });
  }
}

function cashOutDelisted({ request, account, rows, facts, silentRows }: Run, row: number): void {
  const { panel } = request;
  const n = panel.instruments.length;
  const day = panel.days[row]!;
  panel.instruments.forEach(({ symbol }, column) => {
    const isSilent = panel.known[row * n + column] === KNOWN.absent;
    silentRows[column] = isSilent ? silentRows[column]! + 1 : 0;
    if (silentRows[column] < DELISTED_ROWS || account.quantitySteps[column] === 0) return;
    account.cashOut(column, { price: rows.lastPrices[column]!, day });
    facts.addOnce({ key: 'backtest.delisted-to-cash', values: { symbol, day } });
  });
}
