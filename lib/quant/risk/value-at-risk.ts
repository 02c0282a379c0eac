import { invariant } from '../../base/invariant';
import { normalPdf } from '../math/normal';
import { normalQuantile } from '../math/normal-quantile';

/** 0.55 * 100 is 55.00000000000001 in doubles; a count this close to a whole number is that number. */
const COUNT_ROUNDING = 1e-9;

/** Both are losses: 0.02 is 2 % lost over one period. A negative value is a gain even in the tail. */
export interface TailRisk {
  readonly valueAtRisk: number;
  readonly conditionalValueAtRisk: number;
}

/**
 * Tail risk of the equally likely returns of a sample.
 * Value at risk is the smallest loss z with P(loss <= z) >= confidence; conditional value at risk is
 * z + E[max(loss - z, 0)] / (1 - confidence), which splits the observation on the border exactly.
 *
 * @param returns    simple, one a period, length >= 1, any order; not changed
 * @param confidence strictly between 0 and 1, such as 0.95
 * @throws InvariantError on an empty sample, a value that is not finite or a confidence outside (0, 1)
 * @see Rockafellar & Uryasev (2002), "Conditional Value-at-Risk for General Loss Distributions",
 *      Journal of Banking & Finance 26(7), 1443-1471, proposition 8
 */
export function historicalTailRisk(returns: Float64Array, confidence: number): TailRisk {
  checkConfidence(confidence);
  invariant(returns.length >= 1, 'tail risk of no returns');
  invariant(returns.every(Number.isFinite), `one of ${returns.length} returns is not finite`);
  return tailRiskOfSorted(Float64Array.from(returns).sort(), confidence);
}

/** As `historicalTailRisk`, for returns that are finite and already in rising order. */
export function tailRiskOfSorted(sorted: Float64Array, confidence: number): TailRisk {
  const n = sorted.length;
  const rank = Math.max(Math.ceil(confidence * n - COUNT_ROUNDING), 1);
  const valueAtRisk = -sorted[n - rank]!;
  let excess = 0;
  for (let i = n - rank - 1; i >= 0; i--) excess += -sorted[i]! - valueAtRisk;
  return { valueAtRisk, conditionalValueAtRisk: valueAtRisk + excess / (n * (1 - confidence)) };
}

/**
 * Tail risk of a normal return.
 *
 * @param mean       per period, decimal
 * @param volatility per period, decimal, at least 0
 * @param confidence strictly between 0 and 1
 * @throws InvariantError on a negative volatility or a confidence outside (0, 1)
 * @see McNeil, Frey & Embrechts (2015), "Quantitative Risk Management", examples 2.11 and 2.14
 */
export function normalTailRisk(mean: number, volatility: number, confidence: number): TailRisk {
  checkConfidence(confidence);
  invariant(volatility >= 0 && Number.isFinite(volatility) && Number.isFinite(mean), `normal(${mean}, ${volatility})`);
  const deviate = normalQuantile(confidence);
  return {
    valueAtRisk: volatility * deviate - mean,
    conditionalValueAtRisk: (volatility * normalPdf(deviate)) / (1 - confidence) - mean,
  };
}

function checkConfidence(confidence: number): void {
  invariant(confidence > 0 && confidence < 1, `confidence ${confidence} must be inside (0, 1)`);
}
