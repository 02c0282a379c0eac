import { conditioningOf } from '../conditioning';
import { correlationMatrix, covarianceOfCorrelation } from '../covariance';
import { modelNumbers } from '../model-parameters';
import { crossProducts } from '../returns-sample';
import type { RiskModel } from '../risk-model';
import { conditionalVolatilities, HORIZON_PARAMETER } from './conditional';
import { fallbackEstimate } from './shared';

const PARAMETERS = [HORIZON_PARAMETER];

/**
 * Variances that move, correlations that do not: a GARCH(1,1) of each instrument says what volatility to expect over the
 * coming periods, and the correlations are those of the returns over their conditional volatilities. The covariance is a
 * period's, as the mean over the horizon. With fewer than fifty returns the shrinkage of Ledoit and Wolf answers, and the
 * estimate says so.
 *
 * @see Bollerslev (1990), "Modelling the Coherence in Short-Run Nominal Exchange Rates: A Multivariate Generalized ARCH
 *      Model", Review of Economics and Statistics 72(3), 498-505
 */
export const garch: RiskModel = {
  id: 'garch',
  parameters: PARAMETERS,
  relations: ['scaling', 'shift', 'permutation', 'duplicate'],
  estimate: (sample, parameters) => {
    const { instruments, observations } = sample;
    const found = conditionalVolatilities(sample, modelNumbers(PARAMETERS, parameters)('horizonPeriods'));
    if (found === undefined) return fallbackEstimate(sample);
    const correlation = correlationMatrix(crossProducts(found.standardised, instruments, observations));
    const covariance = covarianceOfCorrelation(correlation, found.expected);
    return {
      covariance,
      shrinkage: 0,
      observations,
      ...conditioningOf(covariance, instruments, observations),
      findings: [
        { name: 'meanPersistence', value: found.persistence },
        { name: 'notConverged', value: found.notConverged },
      ],
    };
  },
};
