import type { Engine } from '../types';
import { covarianceRoot, INDEFINITE, mixDeviations, mixMeans } from './shared';

/**
 * The yardstick whose odds are known in closed form: gross returns of each month are log-normal with the given means and
 * covariance. Brought back to its mix all the time, a portfolio of such instruments is log-normal too, with the mix's
 * mean and deviation of a month; `fillMix` takes it so.
 */
export const lognormal: Engine = {
  id: 'lognormal',
  name: 'Log-normal (textbook)',
  prepare: ({ means, covariance }, plan) => {
    const n = means.length;
    const months = plan.mixOfMonth.length;
    const logs = logMoments(means, covariance);
    if (logs === undefined) return { status: 'not-possible', message: INDEFINITE };
    const { mixOfMonth } = plan;
    const centres = mixMeans(plan, means);
    const deviations = mixDeviations(plan, covariance);
    const logDeviations = deviations.map((deviation, mix) =>
      Math.sqrt(Math.log1p((deviation / (1 + centres[mix]!)) ** 2)),
    );
    const logMeans = centres.map((centre, mix) => Math.log1p(centre) - logDeviations[mix]! ** 2 / 2);
    const normals = new Float64Array(months * n);
    return {
      status: 'ready',
      assumptions: {},
      source: {
        fillMix: (draws, out) => {
          draws.fillNormals(out, months);
          for (let month = 0; month < months; month++) {
            const mix = mixOfMonth[month]!;
            out[month] = Math.expm1(logMeans[mix]! + logDeviations[mix]! * out[month]!);
          }
        },
        fillInstruments: (draws, out) => {
          draws.fillNormals(normals, months * n);
          for (let month = 0, at = 0; month < months; month++) {
            for (let row = 0, entry = 0; row < n; row++, entry += n) {
              let sum = logs.means[row]!;
              for (let column = 0; column <= row; column++) sum += logs.lower[entry + column]! * normals[at + column]!;
              out[at + row] = Math.expm1(sum);
            }
            at += n;
          }
        },
      },
    };
  },
};

/** ln(1 + cov_ij / (1 + m_i)(1 + m_j)) is the covariance of the logarithms. */
function logMoments(
  means: Float64Array,
  covariance: Float64Array,
): { means: Float64Array; lower: Float64Array } | undefined {
  const n = means.length;
  const logs = covariance.map((value, at) => {
    const row = Math.floor(at / n);
    return Math.log1p(value / (1 + means[row]!) / (1 + means[at - row * n]!));
  });
  const lower = covarianceRoot(logs, n);
  return lower === undefined
    ? undefined
    : { means: means.map((mean, i) => Math.log1p(mean) - logs[i * n + i]! / 2), lower };
}
