import { COINTEGRATION_OBSERVATIONS_MIN, engleGranger } from '../../math/cointegration';
import type { ConstructionMethod } from './construction-method';
import { built, columnOf, refuse, warn } from './shared';
import type { ConstructionFinding, Pairs } from './types';

const ENTRY_SCORE_DEFAULT = 2;

/**
 * Two prices that have moved together for long and stand apart now: the dear one is sold and the cheap one bought, for
 * the same money, once the spread is as many of its own standard deviations wide as asked. No position where the test
 * does not say that they belong together at 5 %, or where they move against each other.
 *
 * @see Engle & Granger (1987), "Co-Integration and Error Correction", Econometrica 55(2), 251-276
 * @see Gatev, Goetzmann & Rouwenhorst (2006), "Pairs Trading: Performance of a Relative-Value Arbitrage Rule",
 *      Review of Financial Studies 19(3), 797-827
 */
export const pairs: ConstructionMethod<Pairs> = {
  kind: 'pairs',
  needs: ['scenarios'],
  relations: ['permutation', 'duplicate-split', 'zero-weight', 'limits'],
  check: ({ request: { entryScore = ENTRY_SCORE_DEFAULT, gross = 1, lags = 0 }, scenarios, limits }) => {
    if (!(entryScore >= 0)) return refuse('The entry score must be zero or more.', 'objective.entryScore');
    if (!(gross > 0 && gross < Infinity)) return refuse('The gross position must be above zero.', 'objective.gross');
    if (limits.budget !== 0) {
      return refuse('A pair is bought and sold for the same money, so the budget must be 0.', 'limits.budget');
    }
    const observations = scenarios?.observations ?? COINTEGRATION_OBSERVATIONS_MIN;
    if (observations < COINTEGRATION_OBSERVATIONS_MIN) {
      return refuse(`The test needs at least ${COINTEGRATION_OBSERVATIONS_MIN} past returns.`, 'scenarios');
    }
    if (Number.isInteger(lags) && lags >= 0 && lags < observations / 2 - 1) return undefined;
    return refuse('The number of lags must be a whole number below half of the dates.', 'objective.lags');
  },
  build: ({ symbols, scenarios, request }) => {
    const { left, right, entryScore = ENTRY_SCORE_DEFAULT, gross = 1, lags } = request;
    const leftAt = symbols.indexOf(left);
    const rightAt = symbols.indexOf(right);
    if (leftAt < 0) return refuse(`${left} is not among the instruments that may be held.`, 'objective.left');
    if (rightAt < 0) return refuse(`${right} is not among the instruments that may be held.`, 'objective.right');
    if (leftAt === rightAt) return refuse(`${left} cannot be paired with itself.`, 'objective.right');
    if (scenarios === undefined) return refuse('pairs needs the past returns of the instruments.', 'scenarios');
    const leftLevels = logLevels(columnOf(scenarios, leftAt));
    const rightLevels = logLevels(columnOf(scenarios, rightAt));
    if (leftLevels === undefined || rightLevels === undefined) {
      return refuse('A past return of -100 % or less leaves no price to compare.', 'scenarios');
    }
    const test = engleGranger(leftLevels, rightLevels, lags);
    if (test.status === 'collinear') {
      return refuse(`${left} and ${right} have no spread: one does not move, or both move as one.`, 'scenarios');
    }
    const { statistic, criticalValues, slope, lastScore } = test;
    const findings: ConstructionFinding[] = [
      { name: 'engleGrangerStatistic', value: statistic },
      { name: 'criticalValueOnePercent', value: criticalValues.onePercent },
      { name: 'criticalValueFivePercent', value: criticalValues.fivePercent },
      { name: 'criticalValueTenPercent', value: criticalValues.tenPercent },
      { name: 'lags', value: test.lags },
      { name: 'hedgeRatio', of: right, value: slope },
      { name: 'spreadScore', value: lastScore },
    ];
    const reason = reasonAgainst(request, test, entryScore);
    const weights = new Float64Array(symbols.length);
    if (reason !== undefined) {
      return built(weights, { isOfBudget: false, findings, warnings: [warn('no-position', reason)] });
    }
    weights[leftAt] = (-Math.sign(lastScore) * gross) / 2;
    weights[rightAt] = (Math.sign(lastScore) * gross) / 2;
    return built(weights, { isOfBudget: false, findings });
  },
};

function reasonAgainst(
  { left, right }: Pairs,
  {
    statistic,
    criticalValues,
    slope,
    lastScore,
  }: Pick<
    Extract<ReturnType<typeof engleGranger>, { status: 'tested' }>,
    'statistic' | 'criticalValues' | 'slope' | 'lastScore'
  >,
  entryScore: number,
): string | undefined {
  const { fivePercent } = criticalValues;
  if (!(statistic < fivePercent)) {
    return `${left} and ${right} are not shown to belong together: the test is ${statistic.toFixed(2)}, and ${fivePercent.toFixed(2)} or less is needed at 5 %.`;
  }
  if (slope <= 0) return `${left} and ${right} move against each other, so buying one for the other hedges nothing.`;
  if (Math.abs(lastScore) >= entryScore) return undefined;
  return `The spread is ${lastScore.toFixed(2)} standard deviations wide, less than the ${entryScore} asked for.`;
}

/** Logarithms of the price, starting at zero; undefined where a return leaves no price. */
function logLevels(returns: Float64Array): Float64Array | undefined {
  const levels = new Float64Array(returns.length + 1);
  for (let t = 0; t < returns.length; t++) {
    if (!(returns[t]! > -1)) return undefined;
    levels[t + 1] = levels[t]! + Math.log1p(returns[t]!);
  }
  return levels;
}
