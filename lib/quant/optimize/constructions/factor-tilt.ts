import { mean } from '../../math/statistics';
import type { ConstructionMethod } from './construction-method';
import { built, equalShares, mixRefusal, normalised, pickEntries, refuse, vectorRefusal, warn } from './shared';
import type { FactorTilt } from './types';

/** Standard scores beyond this are cut, so that one outlier does not take the portfolio. */
const SCORE_MAX = 3;

/**
 * A base mix times 1 + z for a combined standard score z above zero and 1 / (1 - z) below: always positive, twice the
 * base at one deviation above the mean and half of it at one below.
 *
 * @see MSCI, "MSCI Momentum Indexes Methodology", for the same map from scores to multiples
 */
export const factorTilt: ConstructionMethod<FactorTilt> = {
  kind: 'factor-tilt',
  needs: [],
  relations: ['scaling', 'permutation', 'zero-weight', 'limits'],
  pick: (request, columns) => ({
    ...request,
    scores: request.scores.map((score) => ({ ...score, values: pickEntries(score.values, columns) })),
    ...(request.baseWeights === undefined ? {} : { baseWeights: pickEntries(request.baseWeights, columns) }),
  }),
  check: (problem) => {
    const { scores, baseWeights } = problem.request;
    if (scores.length === 0)
      return refuse('A factor tilt needs the scores of at least one factor.', 'objective.scores');
    for (const { factor, values, strength } of scores) {
      const wrong = vectorRefusal(problem, values, `objective.scores.${factor}`);
      if (wrong !== undefined) return wrong;
      if (!Number.isFinite(strength))
        return refuse(`The strength of ${factor} is no number.`, `objective.scores.${factor}`);
    }
    return baseWeights === undefined ? undefined : mixRefusal(problem, baseWeights, 'objective.baseWeights');
  },
  build: ({ symbols, request: { scores, baseWeights } }) => {
    const size = symbols.length;
    const base = baseWeights ?? equalShares(size);
    const emptied = mixRefusal({ symbols }, base, 'objective.baseWeights');
    if (emptied !== undefined) return emptied;
    const combined = new Float64Array(size);
    const flat: string[] = [];
    for (const { factor, values, strength } of scores) {
      const standard = standardScores(values);
      if (standard === undefined) flat.push(factor);
      else standard.forEach((score, at) => (combined[at]! += strength * score));
    }
    const tilted = base.map((weight, at) => weight * multipleOf(combined[at]!));
    const findings = symbols.map((of, at) => ({ name: 'combinedScore', of, value: combined[at]! }));
    const warnings = flat.map((factor) =>
      warn('no-signal', `All scores of ${factor} are the same, so it tilts nothing.`),
    );
    return built(normalised(tilted), { findings, warnings });
  },
};

const multipleOf = (score: number): number => (score > 0 ? 1 + score : 1 / (1 - score));

/** Mean 0, deviation 1 (dividing by n), cut at three; undefined where all values are the same. */
function standardScores(values: Float64Array): Float64Array | undefined {
  const centre = mean(values);
  const deviation = Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
  if (!(deviation > 0)) return undefined;
  return values.map((value) => Math.min(Math.max((value - centre) / deviation, -SCORE_MAX), SCORE_MAX));
}
