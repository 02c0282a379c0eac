import { normalQuantile } from '../../math/normal-quantile';
import type { Scenario } from '../types';

/** One year in twenty is worse, were returns normal. */
const CONFIDENCE = 0.95;

/**
 * Nothing offsets anything: the loss that one year in twenty exceeds if all correlations were one, z * |sum w_i s_i|, with
 * volatilities as they are. Cash does not move. No expected return is credited.
 */
export const correlationsOne: Scenario = {
  id: 'correlations-one',
  name: 'Everything falls together, a bad year',
  kind: 'risk',
  run: ({ weights, covariance }) => {
    const n = weights.length;
    const parts = weights.map((weight, column) => weight * Math.sqrt(Math.max(0, covariance[column * n + column]!)));
    const volatility = parts.reduce((sum, part) => sum + part, 0);
    // A book that is short on balance loses when everything rises together.
    const scale = -normalQuantile(CONFIDENCE) * (volatility < 0 ? -1 : 1);
    const values = { confidence: CONFIDENCE, volatility: Math.abs(volatility) };
    const facts = [{ key: 'stress.no-diversification', values }];
    return { status: 'computed', contributions: parts.map((part) => scale * part), proxied: [], facts };
  },
};
