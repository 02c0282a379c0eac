import { isoDayFromNumber } from '@/lib/base/iso-day';
import type { BacktestFinished } from '@/lib/quant/backtest/types';
import { stepsToQuantity } from '@/lib/quant/trading/steps';
import type { BacktestTradeView } from '@/lib/shared/contracts/backtest';

/** Every fill of a run, in the order in which they were made. */
export const tradeRows = ({ trades }: Pick<BacktestFinished, 'trades'>): BacktestTradeView[] =>
  trades.map(({ day, symbol, side, quantitySteps, quantityDecimals, price, value, cost }) => ({
    day: isoDayFromNumber(day),
    symbol,
    side,
    quantity: stepsToQuantity(quantitySteps, quantityDecimals),
    price,
    value,
    cost,
  }));
