import { randomStream } from '../../lib/quant/math/rng';
import type { CovarianceEstimate, ReturnsSample } from '../../lib/quant/risk/risk-model';
import { RISK_MODELS } from '../../lib/quant/risk/risk-models';

export type RiskModelId = keyof typeof RISK_MODELS;

/** One market and noise of its own for each of the instruments, with fat tails. */
export function fatTailedSample(observations: number, instruments: number): ReturnsSample {
  const stream = randomStream(`risk contract ${observations} ${instruments}`);
  const returns = new Float64Array(observations * instruments);
  for (let row = 0; row < observations; row++) {
    const market = 0.008 * stream.nextStudentT(4);
    for (let i = 0; i < instruments; i++) {
      returns[row * instruments + i] = market * (0.2 + i / instruments) + 0.005 * stream.nextNormal();
    }
  }
  return { returns, observations, instruments };
}

/** Column `i` of the answer is column `columns[i]` of the sample. */
export function picked(
  { returns, observations, instruments }: ReturnsSample,
  columns: readonly number[],
): ReturnsSample {
  const width = columns.length;
  return {
    returns: Float64Array.from(
      { length: observations * width },
      (_, at) => returns[Math.floor(at / width) * instruments + columns[at % width]!]!,
    ),
    observations,
    instruments: width,
  };
}

export const reversed = ({ returns, observations, instruments }: ReturnsSample): ReturnsSample => ({
  returns: returns.map(
    (_, at) => returns[(observations - 1 - Math.floor(at / instruments)) * instruments + (at % instruments)]!,
  ),
  observations,
  instruments,
});

export const sampleOf = (rows: readonly (readonly number[])[]): ReturnsSample => ({
  returns: Float64Array.from(rows.flat()),
  observations: rows.length,
  instruments: rows[0]!.length,
});

export const estimateOf = (id: RiskModelId, rows: readonly (readonly number[])[]): CovarianceEstimate =>
  RISK_MODELS[id].estimate(sampleOf(rows));
