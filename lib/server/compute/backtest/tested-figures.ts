import type { BacktestFinished } from '@/lib/quant/backtest/types';
import type { CalendarId } from '@/lib/quant/market/instrument';
import { runFigures, usd } from './run-figures';

/** Which rows of a line are kept, and whose years its figures speak of. */
export interface Shown {
  readonly rows: readonly number[];
  readonly calendar: CalendarId;
}

/** What is kept of every line that was tested. */
export const testedFigures = (outcome: BacktestFinished, { rows, calendar }: Shown) => ({
  endValue: usd(outcome.value.at(-1) ?? 0),
  costs: usd(outcome.totals.cost),
  tradeCount: outcome.totals.tradesCount,
  turnoverAnnual: outcome.totals.turnoverAnnual,
  metrics: runFigures(outcome, calendar),
  values: rows.map((row) => Math.round((outcome.value[row] ?? 0) * 100) / 100),
});
