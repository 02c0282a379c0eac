import { isoDayFromNumber } from '@/lib/base/iso-day';
import type { BacktestFinished } from '@/lib/quant/backtest/types';
import { ASSET_CLASSES, type AssetClass, type Instrument } from '@/lib/quant/market/instrument';
import { stepsToQuantity } from '@/lib/quant/trading/steps';
import type { BacktestDetail, BacktestExposure, BacktestTradeView } from '@/lib/shared/contracts/backtest';

/** What lies behind one line: what it held and what it traded. */
export const runDetail = (run: BacktestFinished, instruments: readonly Instrument[]): BacktestDetail => ({
  exposure: exposureOf(run, instruments),
  trades: tradesOf(run),
});

const CLASS_IDS = Object.keys(ASSET_CLASSES) as AssetClass[];

/** A share more precise than this is not seen, and the record of twenty years should stay small. */
const rounded = (share: number): number => Math.round(share * 1e6) / 1e6;

/** Weights by class after each trading day; cash outside instruments counts as cash. */
function exposureOf({ rebalances }: BacktestFinished, instruments: readonly Instrument[]): BacktestExposure {
  const shareOf = (assetClass: AssetClass, weights: Float64Array): number => {
    const held = weights.reduce(
      (sum, weight, i) => (instruments[i]?.assetClass === assetClass ? sum + weight : sum),
      0,
    );
    const outside = assetClass === 'cash' ? 1 - weights.reduce((sum, weight) => sum + weight, 0) : 0;
    return rounded(held + outside);
  };
  const classes = CLASS_IDS.map((assetClass) => ({
    assetClass,
    shares: rebalances.map(({ weightsAfter }) => shareOf(assetClass, weightsAfter)),
  }));
  return {
    dates: rebalances.map(({ tradeDay }) => isoDayFromNumber(tradeDay)),
    classes: classes.filter(({ shares }) => shares.some((share) => share !== 0)),
  };
}

const tradesOf = ({ trades }: BacktestFinished): BacktestTradeView[] =>
  trades.map(({ day, symbol, side, quantitySteps, quantityDecimals, price, value, cost }) => ({
    day: isoDayFromNumber(day),
    symbol,
    side,
    quantity: stepsToQuantity(quantitySteps, quantityDecimals),
    price,
    value,
    cost,
  }));
