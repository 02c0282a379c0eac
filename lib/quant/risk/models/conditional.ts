import type { ParameterDefinition } from '../../features/parameters';
import { fitGarch, garchHorizonVariance } from '../../math/garch';
import { checkReturnsSample, centredReturns } from '../returns-sample';
import type { ReturnsSample } from '../risk-model';

/** Fewer returns do not tell three parameters of a variance that moves. */
const OBSERVATIONS_MIN = 50;

export const HORIZON_PARAMETER: ParameterDefinition = {
  id: 'horizonPeriods',
  name: 'Horizon',
  kind: 'integer',
  unit: 'coming periods whose mean risk is wanted; 1 is the next one alone',
  min: 1,
  max: 10_000,
  default: 21,
};

export interface ConditionalVolatilities {
  /** Row-major T x n: residuals over their conditional volatilities; zero for an instrument that does not move. */
  readonly standardised: Float64Array;
  /** Length n, a period: root of the mean expected variance over the horizon. */
  readonly expected: Float64Array;
  /** Mean over the instruments that move of alpha + beta. */
  readonly persistence: number;
  readonly notConverged: number;
}

/** A GARCH(1,1) of each instrument about its mean; undefined where the sample is too short for one. */
export function conditionalVolatilities(sample: ReturnsSample, horizon: number): ConditionalVolatilities | undefined {
  checkReturnsSample(sample);
  const { instruments, observations } = sample;
  if (observations < OBSERVATIONS_MIN) return undefined;
  const standardised = centredReturns(sample);
  const expected = new Float64Array(instruments);
  let [moving, persistence, notConverged] = [0, 0, 0];
  for (let column = 0; column < instruments; column++) {
    const residuals = Float64Array.from(
      { length: observations },
      (_, row) => standardised[row * instruments + column]!,
    );
    if (residuals.every((value) => value === 0)) continue;
    const fit = fitGarch(residuals);
    expected[column] = Math.sqrt(garchHorizonVariance(fit, fit.nextVariance, horizon));
    fit.variances.forEach((variance, row) => (standardised[row * instruments + column]! /= Math.sqrt(variance)));
    moving += 1;
    persistence += fit.alpha + fit.beta;
    notConverged += fit.isConverged ? 0 : 1;
  }
  return { standardised, expected, persistence: moving > 0 ? persistence / moving : 0, notConverged };
}
