import { fitDcc } from '../../math/dcc';
import { conditioningOf } from '../conditioning';
import { covarianceOfCorrelation } from '../covariance';
import { modelNumbers } from '../model-parameters';
import type { RiskModel } from '../risk-model';
import { conditionalVolatilities, HORIZON_PARAMETER } from './conditional';
import { fallbackEstimate } from './shared';

const PARAMETERS = [HORIZON_PARAMETER];

/**
 * Variances and correlations that both move: a GARCH(1,1) of each instrument, and dynamic conditional correlations of the
 * returns over their conditional volatilities. The covariance is a period's, as the mean over the horizon. With fewer than
 * fifty returns the shrinkage of Ledoit and Wolf answers, and the estimate says so.
 *
 * @see Engle (2002), "Dynamic Conditional Correlation", Journal of Business & Economic Statistics 20(3), 339-350
 */
export const dcc: RiskModel = {
  id: 'dcc',
  parameters: PARAMETERS,
  relations: ['scaling', 'shift', 'permutation'],
  estimate: (sample, parameters) => {
    const { instruments, observations } = sample;
    const horizon = modelNumbers(PARAMETERS, parameters)('horizonPeriods');
    const found = conditionalVolatilities(sample, horizon);
    if (found === undefined) return fallbackEstimate(sample);
    const { a, b, nextCorrelation, isConverged } = fitDcc(found.standardised, instruments, horizon);
    const covariance = covarianceOfCorrelation(nextCorrelation, found.expected);
    return {
      covariance,
      shrinkage: 0,
      observations,
      ...conditioningOf(covariance, instruments, observations),
      findings: [
        { name: 'meanPersistence', value: found.persistence },
        { name: 'correlationNews', value: a },
        { name: 'correlationMemory', value: b },
        { name: 'notConverged', value: found.notConverged + (isConverged ? 0 : 1) },
      ],
    };
  },
};
