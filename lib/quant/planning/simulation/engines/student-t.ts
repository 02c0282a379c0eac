import type { Engine } from '../types';
import { correlate, covarianceRoot, INDEFINITE, mixDeviations, mixMeans } from './shared';

/** Monthly returns of stocks and bonds have about this many; @see Hu & Kercheval (2010), Quantitative Finance 10(1) */
const DEGREES_OF_FREEDOM_DEFAULT = 5;

/**
 * Multivariate t with the given means and covariance: one chi-square a month stretches all instruments together, so
 * that extremes come together. A mix of them is itself t with the same degrees of freedom, which makes the path of a
 * mix one normal and one chi-square a month.
 */
export const studentT: Engine = {
  id: 'student-t',
  name: 'Fat tails (multivariate t)',
  prepare: ({ means, covariance }, plan, { degreesOfFreedom = DEGREES_OF_FREEDOM_DEFAULT }) => {
    const n = means.length;
    const months = plan.mixOfMonth.length;
    if (!(degreesOfFreedom > 2)) {
      return { status: 'not-possible', message: 'The t engine needs more than 2 degrees of freedom.' };
    }
    const lower = covarianceRoot(covariance, n);
    if (lower === undefined) return { status: 'not-possible', message: INDEFINITE };
    const { mixOfMonth } = plan;
    const centres = mixMeans(plan, means);
    const deviations = mixDeviations(plan, covariance);
    const squares = new Float64Array(months);
    const normals = new Float64Array(months * n);
    return {
      status: 'ready',
      assumptions: { degreesOfFreedom },
      source: {
        fillMix: (draws, out) => {
          draws.fillChiSquares(squares, months, degreesOfFreedom);
          draws.fillNormals(out, months);
          for (let month = 0; month < months; month++) {
            const mix = mixOfMonth[month]!;
            const scale = deviations[mix]! * Math.sqrt((degreesOfFreedom - 2) / squares[month]!);
            out[month] = centres[mix]! + scale * out[month]!;
          }
        },
        fillInstruments: (draws, out) => {
          draws.fillChiSquares(squares, months, degreesOfFreedom);
          draws.fillNormals(normals, months * n);
          for (let month = 0; month < months; month++) {
            const scale = Math.sqrt((degreesOfFreedom - 2) / squares[month]!);
            correlate(lower, means, normals, month * n, scale, out);
          }
        },
      },
    };
  },
};
