import { isoDayFromNumber } from '@/lib/base/iso-day';
import { backtestAnswer } from '@/lib/codec/backtest/answer';
import { panelFromInline } from '@/lib/codec/prices-input';
import { randomStream } from '@/lib/quant/math/rng';
import {
  type BacktestDoorAnswer,
  BacktestDoorAnswer as AnswerShape,
  BacktestDoorRequest,
  type BacktestDoorRow,
} from '@/lib/shared/contracts/backtest-door';
import type { InlinePrices } from '@/lib/shared/contracts/common';
import { weekdaysFrom } from '@/tests/unit/quant/backtest/panels';

const VOLATILITIES: Readonly<Record<string, number>> = {
  SPY: 0.01,
  EFA: 0.011,
  EEM: 0.013,
  IEF: 0.004,
  TLT: 0.009,
  LQD: 0.005,
  GLD: 0.009,
  SHV: 0,
};

/** Seeded walks of funds the product knows, on weekdays that the exchange may close: enough to trade on. */
export function inlinePrices(days: number, symbols: readonly string[] = ['SPY', 'IEF', 'GLD', 'SHV']): InlinePrices {
  const dates = weekdaysFrom(2019, 1, 2, days).map(isoDayFromNumber);
  const series = Object.fromEntries(
    symbols.map((symbol) => {
      const stream = randomStream(`prices of ${symbol}`);
      let price = 100;
      return [symbol, dates.map(() => (price *= 1 + 0.0001 + VOLATILITIES[symbol]! * stream.nextNormal()))];
    }),
  );
  return { dates, series };
}

const UNWATCHED = { report: () => undefined, shouldStop: () => false };

/** The outcome of a request that passes the contract. */
export function ask(request: Readonly<Record<string, unknown>> & { readonly prices: InlinePrices }) {
  const panel = panelFromInline(request.prices);
  if (panel.status === 'refused') throw new Error(panel.message);
  const fast = { intervals: { samples: 100 } };
  return backtestAnswer(BacktestDoorRequest.parse({ ...fast, ...request }), panel.value, UNWATCHED);
}

/** The answer, which keeps the contract. */
export function answerTo(...request: Parameters<typeof ask>): BacktestDoorAnswer {
  const outcome = ask(...request);
  if (outcome.status !== 'done') throw new Error(JSON.stringify(outcome));
  return AnswerShape.parse(outcome.value);
}

export function finishedRow(row: BacktestDoorRow | undefined): Extract<BacktestDoorRow, { status: 'finished' }> {
  if (row?.status !== 'finished') throw new Error(JSON.stringify(row));
  return row;
}
