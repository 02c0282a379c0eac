import { invariant } from '../../base/invariant';
import { checkReturnsSample, sampleMeans } from '../risk/returns-sample';
import type { ReturnModelInput } from './return-model';

/** The one check of an input, done by every model before it starts. */
export function checkReturnModelInput(input: ReturnModelInput): void {
  checkReturnsSample(input.sample);
  const { instruments } = input.sample;
  const { annualCovariance, policyWeights, periodsPerYear, cashReturn, policySharpe } = input;
  invariant(annualCovariance.length === instruments ** 2, `${annualCovariance.length} entries for ${instruments}`);
  invariant(policyWeights.length === instruments, `${policyWeights.length} policy weights for ${instruments}`);
  invariant(annualCovariance.every(Number.isFinite), `a covariance of ${instruments} is not finite`);
  invariant(policyWeights.every(Number.isFinite), `one of ${instruments} policy weights is not finite`);
  invariant(periodsPerYear > 0 && Number.isFinite(periodsPerYear), `${periodsPerYear} periods a year`);
  invariant(Number.isFinite(cashReturn) && Number.isFinite(policySharpe), `cash ${cashReturn}, Sharpe ${policySharpe}`);
}

/** Length of the sample in years. */
export const yearsOf = ({ sample, periodsPerYear }: ReturnModelInput): number => sample.observations / periodsPerYear;

/** Arithmetic mean excess return of each instrument, annual. */
export const annualMeans = ({ sample, periodsPerYear }: ReturnModelInput): Float64Array =>
  sampleMeans(sample).map((mean) => mean * periodsPerYear);
