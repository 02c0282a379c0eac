import { leastSquares } from '../../math/least-squares';
import { variance } from '../../math/statistics';
import type { ConstructionMethod } from './construction-method';
import { built, columnOf, refuse, warn } from './shared';
import type { ConstructionFinding, ConstructionWarning, RegressionWeighted } from './types';

/** Coefficients that sum to less, in size, say nothing about shares of a whole. */
const SUM_MIN = 0.05;

/** A coefficient this many standard errors from zero is told from noise, in nineteen cases of twenty. */
const TELLING_RATIO = 1.96;

/**
 * The benchmark's returns regressed on those of the instruments; the weights are the coefficients over their sum. It is
 * the mix that would have moved most like the benchmark (Sharpe's style analysis without its limits), not the one that
 * would have earned most.
 *
 * @see Sharpe (1992), "Asset Allocation: Management Style and Performance Measurement",
 *      Journal of Portfolio Management 18(2), 7-19
 */
export const regressionWeighted: ConstructionMethod<RegressionWeighted> = {
  kind: 'regression-weighted',
  needs: ['scenarios'],
  relations: ['scaling', 'permutation', 'zero-weight', 'limits'],
  check: ({ request: { benchmarkReturns }, scenarios }) => {
    const observations = scenarios?.observations ?? benchmarkReturns.length;
    if (benchmarkReturns.length !== observations) {
      const message = `There are ${benchmarkReturns.length} benchmark returns for ${observations} dates.`;
      return refuse(message, 'objective.benchmarkReturns');
    }
    if (benchmarkReturns.every(Number.isFinite)) return undefined;
    return refuse('A benchmark return is missing or infinite.', 'objective.benchmarkReturns');
  },
  build: ({ symbols, scenarios, request }) => {
    const { benchmarkReturns, hasIntercept = true, negatives = 'keep' } = request;
    if (scenarios === undefined)
      return refuse('regression-weighted needs the past returns of the instruments.', 'scenarios');
    const { observations } = scenarios;
    const size = symbols.length;
    const columns = symbols.map((_, at) => columnOf(scenarios, at));
    if (hasIntercept) columns.push(new Float64Array(observations).fill(1));
    if (observations <= columns.length) {
      return refuse(
        `${observations} dates cannot tell ${size} instruments apart: there must be more dates.`,
        'scenarios',
      );
    }
    const fit = leastSquares(columns, benchmarkReturns);
    if (fit.status === 'collinear') {
      const symbol = symbols[fit.column] ?? 'the intercept';
      return refuse(
        `The returns of ${symbol} are a mix of the others': the regression has no single answer.`,
        'scenarios',
      );
    }
    const coefficients = fit.coefficients.subarray(0, size);
    const sum = coefficients.reduce((total, coefficient) => total + coefficient, 0);
    if (Math.abs(sum) < SUM_MIN) {
      const message = `The coefficients sum to ${sum.toFixed(4)}; below ${SUM_MIN} in size they say nothing about shares of a whole.`;
      return refuse(message, 'objective.benchmarkReturns');
    }
    const raw = coefficients.map((coefficient) => coefficient / sum);
    const spread = variance(benchmarkReturns) * (observations - 1);
    const findings: ConstructionFinding[] = [
      ...symbols.map((of, at) => ({ name: 'coefficient', of, value: coefficients[at]! })),
      ...symbols.map((of, at) => ({ name: 'standardError', of, value: fit.standardErrors[at]! })),
      { name: 'coefficientSum', value: sum },
      ...(hasIntercept ? [{ name: 'interceptPerPeriod', value: fit.coefficients[size]! }] : []),
      ...(spread > 0 ? [{ name: 'rSquared', value: 1 - fit.residualSumOfSquares / spread }] : []),
    ];
    const isTelling = (_: string, at: number): boolean =>
      Math.abs(coefficients[at]!) >= TELLING_RATIO * fit.standardErrors[at]!;
    const unclear = symbols.filter((symbol, at) => !isTelling(symbol, at));
    const { weights, warnings } = withoutNegatives(symbols, raw, negatives);
    return built(weights, { findings, warnings: [...pitfalls(sum, unclear), ...warnings] });
  },
};

function pitfalls(sum: number, unclear: readonly string[]): ConstructionWarning[] {
  const warnings = [
    warn(
      'pitfall',
      'Regression weights copy how the benchmark moved over these dates: they are no forecast, and what it earned beyond that is left out.',
    ),
  ];
  if (Math.abs(sum - 1) > SUM_MIN) {
    warnings.push(
      warn(
        'pitfall',
        `The coefficients sum to ${sum.toFixed(3)}, so dividing by it holds ${Math.abs(1 / sum).toFixed(2)} times the risk that the regression found.`,
      ),
    );
  }
  if (sum < 0) warnings.push(warn('pitfall', 'The sum is negative, so dividing by it turns every sign around.'));
  if (unclear.length > 0) {
    warnings.push(
      warn(
        'pitfall',
        `These coefficients are within noise of zero, so their weights may as well be: ${unclear.join(', ')}.`,
      ),
    );
  }
  return warnings;
}

function withoutNegatives(
  symbols: readonly string[],
  raw: Float64Array,
  negatives: 'keep' | 'clip',
): { weights: Float64Array; warnings: ConstructionWarning[] } {
  const below = symbols.filter((_, at) => raw[at]! < 0);
  if (below.length === 0) return { weights: raw, warnings: [] };
  if (negatives === 'keep') {
    return { weights: raw, warnings: [warn('negative-weights', `These weights are negative: ${below.join(', ')}.`)] };
  }
  const kept = raw.reduce((sum, weight) => sum + Math.max(weight, 0), 0);
  return {
    weights: raw.map((weight) => Math.max(weight, 0) / kept),
    warnings: [
      warn(
        'negative-weights',
        `These negative weights were set to zero as asked, and the others divided by ${kept.toFixed(3)}: ${below.join(', ')}.`,
      ),
    ],
  };
}
