import { isoDayFromNumber } from '@/lib/base/iso-day';
import { completePriceReturns } from '@/lib/quant/market/complete-returns';
import { indexOfSymbol, type PricePanel } from '@/lib/quant/market/panel';
import { correlationStressedRisk, worstWindow } from '@/lib/quant/planning/stressed-risk';
import { mixReturns } from '@/lib/quant/risk/mix-returns';
import { historicalTailRisk } from '@/lib/quant/risk/value-at-risk';
import { CONFIDENCE_DEFAULT, TRADING_DAYS_PER_YEAR } from '@/lib/shared/contracts/portfolio-inputs';
import type { StressedRiskAnswer, StressRequest } from '@/lib/shared/contracts/stress-door';
import type { StressedMix } from './stressed-mix';

/** As they are, half way, and all the way. */
const TOWARDS_ONE = [0, 0.5, 1];

/** Of the rows that make up the sample: return r lies between complete rows r and r + 1 of the prices. */
function daysOf(panel: PricePanel, assets: readonly string[]): (row: number) => string | null {
  const columns = Int32Array.from(assets, (symbol) => indexOfSymbol(panel, symbol) ?? -1);
  const { rows } = completePriceReturns(panel, columns);
  return (row) => {
    const day = panel.days[rows[row] ?? -1];
    return day === undefined ? null : isoDayFromNumber(day);
  };
}

/** Tail losses in the worst year of the record, and with correlations moved towards one. */
export function stressedRiskAnswer(
  mix: StressedMix,
  request: Pick<StressRequest, 'assets' | 'confidence' | 'periodsPerYear'>,
  panel: PricePanel | undefined,
): StressedRiskAnswer {
  const { assets, confidence = CONFIDENCE_DEFAULT, periodsPerYear = TRADING_DAYS_PER_YEAR } = request;
  const correlations = TOWARDS_ONE.map((towardsOne) => ({
    towardsOne,
    ...correlationStressedRisk(mix, towardsOne, confidence),
  }));
  if (mix.sample === undefined) return { confidence, wholeRecord: null, worstYear: null, correlations };
  const returns = mixReturns(mix.weights, mix.sample);
  const { firstRow, lastRow, ...tail } = worstWindow(returns, Math.max(1, Math.round(periodsPerYear)), confidence);
  const dayOf = panel === undefined ? () => null : daysOf(panel, assets);
  return {
    confidence,
    wholeRecord: { observations: returns.length, ...historicalTailRisk(returns, confidence) },
    worstYear: { observations: lastRow - firstRow + 1, from: dayOf(firstRow), to: dayOf(lastRow + 1), ...tail },
    correlations,
  };
}
