import { done, type Outcome, refused } from '../../base/outcome';
import { dot, maxAbs, quadraticForm } from '../math/matrix';
import { isAccepted, type Tangent } from './certificate';
import { isMeasureObjective } from './convex/optimize-measured';
import { holdingRulesOf } from './integer/node';
import { namedLimits, type NamedLimits } from './limits';
import { maxRatio } from './objectives/max-ratio';
import { isConvexObjective } from './objectives';
import { judge } from './outcome';
import { hasRiskShares } from './risk-shares/share-limits';
import { slopeBeside, type WeightedTerm } from './splitting/absolute';
import {
  hasKinksOrCurves,
  isMeanVariance,
  type MeanVariance,
  meanVarianceProgram,
} from './splitting/mean-variance-program';
import { measureProgram } from './splitting/program';
import { searchProgram } from './splitting/search-program';
import type { AnyObjective, AnyProblem, MaxRatio, OptimizeLimits, OptimizeProblem } from './types';

/**
 * What would have to be believed of one instrument for the advice on it to turn over, everything else as it is.
 *
 * With the weight of instrument j forced to e, the best of all else has a slope D(e) left over in j, and its expected return
 * m takes part in that slope with -(c + l) m: c = 1 where the objective counts the return, l the multiplier of a target
 * return. So e is best at the m where the slope vanishes, and as e goes to zero that is the m above which j is held and
 * below which it is not (the other way round for a short). Between two breakpoints D is linear in e, so that two small e
 * give the limit; at zero itself multipliers need not be unique, beside it they are.
 *
 * @see Best & Grauer (1991), "On the Sensitivity of Mean-Variance-Efficient Portfolios to Changes in Asset Means",
 *      Review of Financial Studies 4(2), 315-342
 */
export interface FlipPoint {
  readonly symbol: string;
  /** What the instrument is in the answer, and what it is on the other side of the flip. */
  readonly from: Stance;
  readonly to: Stance;
  /** As it was assumed, decimal per year. */
  readonly expectedReturn: number;
  /** Where the advice turns over, decimal per year. */
  readonly flipReturn: number;
}

export type Stance = 'held' | 'short' | 'none';

/** Nothing can be expected to lose more than everything, so no belief below that counts. */
const RETURN_MIN = -1;
/** Weights below this share of the portfolio are none. */
const NONE_SHARE = 1e-8;
/** Weight that is forced, in portfolio sizes: small beside any that matters, large beside the rounding of a solve. */
const PROBE_SHARE = 1e-6;
/** Returns whose part in the slope is a smaller share of the returns' size say nothing. */
const SILENT_SHARE = 1e-9;

type Answered = MeanVariance | MaxRatio;

/** The best weights with one of them forced: the slope left in that one, and how its return takes part in it. */
interface Probe {
  readonly slope: number;
  readonly perReturn: number;
}
type ProbeAt = (at: number, weight: number) => Probe | undefined;

/**
 * @param weights the answer to the problem, length n
 * @param columns of the instruments asked about; all when absent
 * @returns one an instrument, in universe order; those that no expected return of their own turns over are left out
 */
export function flipPoints(
  problem: AnyProblem,
  weights: Float64Array,
  columns: readonly number[] = [...problem.symbols.keys()],
): Outcome<readonly FlipPoint[]> {
  const { symbols, expectedReturns } = problem;
  const objective = answeredBy(problem.objective, problem.limits);
  if (objective === undefined) return refused('bad-input', NOT_KNOWN, 'flipPoints');
  const limits = namedLimits({ ...problem, objective }, false);
  const probes = probesOf({ ...problem, objective }, limits, weights);
  const points = columns.flatMap((at): FlipPoint[] => {
    const symbol = symbols[at]!;
    const expectedReturn = expectedReturns[at]!;
    const from = stanceOf(weights[at]!, limits);
    const flips = sidesOf(from, limits, at).flatMap((sign) => {
      const flipReturn = flipAt(from === 'none' ? probes.ofNone : probes.ofHeld, limits, { at, sign, expectedReturn });
      const side: Stance = sign > 0 ? 'held' : 'short';
      const to: Stance = from === 'none' ? side : 'none';
      return flipReturn === undefined || flipReturn < RETURN_MIN
        ? []
        : [{ symbol, from, to, expectedReturn, flipReturn }];
    });
    const changeOf = ({ flipReturn }: FlipPoint): number => Math.abs(flipReturn - expectedReturn);
    return flips.sort((left, right) => changeOf(left) - changeOf(right)).slice(0, 1);
  });
  return done(points);
}

/** How instruments are probed that are not held in the answer, and those that are. */
interface Probes {
  readonly ofNone: ProbeAt;
  readonly ofHeld: ProbeAt;
}

/**
 * Where the ratio is best it is also best to weigh variance by reward / (2 variance), and what is not held does not move
 * that: one quadratic program a probe. Without what is held the best ratio is another one.
 */
function probesOf(problem: OptimizeProblem<Answered>, limits: NamedLimits, weights: Float64Array): Probes {
  const { objective, expectedReturns, covariance } = problem;
  if (objective.kind !== 'max-ratio') {
    const probe = programProbe({ ...problem, objective }, limits);
    return { ofNone: probe, ofHeld: probe };
  }
  const { riskFreeRate = 0 } = objective;
  const riskAversion = (dot(expectedReturns, weights) - riskFreeRate) / quadraticForm(covariance, weights);
  const utility = { kind: 'max-utility', measure: 'variance', riskAversion } as const;
  return {
    ofNone: programProbe({ ...problem, objective: utility }, limits),
    ofHeld: ratioProbe({ ...problem, objective }, limits),
  };
}

const NOT_KNOWN =
  'Flip points are known for mean-variance objectives and the best Sharpe ratio, without caps on other measures, on risk contribution or on the number of instruments.';

/** The objective, if its flip points are known within these limits. */
function answeredBy(objective: AnyObjective, limits: OptimizeLimits): Answered | undefined {
  if (isConvexObjective(objective) || isMeasureObjective(objective)) return undefined;
  if ((limits.riskMax ?? []).length > 0 || hasRiskShares(limits) || holdingRulesOf(limits) !== undefined)
    return undefined;
  if (objective.kind === 'max-ratio') return hasKinksOrCurves(limits) ? undefined : objective;
  return isMeanVariance(objective) ? objective : undefined;
}

function stanceOf(weight: number, { weightScale }: NamedLimits): Stance {
  if (Math.abs(weight) <= NONE_SHARE * weightScale) return 'none';
  return weight > 0 ? 'held' : 'short';
}

/** On which sides of zero the weight could be, as far as that is a question. */
function sidesOf(from: Stance, { lower, upper }: NamedLimits, at: number): readonly (1 | -1)[] {
  if (lower[at]! > 0 || upper[at]! < 0) return [];
  const sides = [...(upper[at]! > 0 ? [1 as const] : []), ...(lower[at]! < 0 ? [-1 as const] : [])];
  return from === 'none' ? sides : sides.filter((sign) => sign > 0 === (from === 'held'));
}

function flipAt(
  probeAt: ProbeAt,
  { lower, upper, weightScale }: NamedLimits,
  { at, sign, expectedReturn }: { readonly at: number; readonly sign: 1 | -1; readonly expectedReturn: number },
): number | undefined {
  const room = sign > 0 ? upper[at]! : -lower[at]!;
  const step = Math.min(PROBE_SHARE * weightScale, room / 4);
  const flipWith = (weight: number): number | undefined => {
    const probe = probeAt(at, sign * weight);
    return probe === undefined ? undefined : expectedReturn + probe.slope / probe.perReturn;
  };
  const near = flipWith(step);
  const far = near === undefined ? undefined : flipWith(2 * step);
  return near === undefined || far === undefined ? undefined : 2 * near - far;
}

const forced = (limits: NamedLimits, at: number, weight: number): NamedLimits => ({
  ...limits,
  lower: limits.lower.with(at, weight),
  upper: limits.upper.with(at, weight),
});

function programProbe(problem: OptimizeProblem<MeanVariance>, limits: NamedLimits): ProbeAt {
  const whole = meanVarianceProgram(problem, limits);
  const countsReturn = problem.objective.kind !== 'min-risk' && problem.objective.kind !== 'min-tracking-error';
  let start: typeof whole.start;
  return (at, weight) => {
    const program = { ...whole, limits: forced(limits, at, weight), ...(start === undefined ? {} : { start }) };
    const outcome = searchProgram(program);
    if (outcome.status !== 'found') return undefined;
    const { point } = outcome;
    const measure = measureProgram(program, point);
    if (!isAccepted(measure)) return undefined;
    start = point;
    return probeOf(problem, limits, measure.tangent, { ...point, at, countsReturn });
  };
}

function ratioProbe(problem: OptimizeProblem<MaxRatio>, limits: NamedLimits): ProbeAt {
  return (at, weight) => {
    const within = forced(limits, at, weight);
    const outcome = maxRatio.solve(problem, within);
    if (outcome.status !== 'found') return undefined;
    const measure = judge(maxRatio, problem, within, outcome.candidate);
    if (!isAccepted(measure)) return undefined;
    return probeOf(problem, limits, measure.tangent, { ...outcome.candidate, at, countsReturn: true });
  };
}

interface Place {
  readonly at: number;
  readonly weights: Float64Array;
  readonly rowMultipliers: Float64Array;
  readonly countsReturn: boolean;
}

function probeOf(
  { limits: asked, expectedReturns }: OptimizeProblem<Answered>,
  { rows, absoluteRows }: NamedLimits,
  { gradient, tradeCost }: Tangent,
  { at, weights, rowMultipliers, countsReturn }: Place,
): Probe | undefined {
  let slope = gradient[at]!;
  rows.forEach(({ coefficients }, index) => {
    slope -= rowMultipliers[index]! * coefficients[at]!;
  });
  const terms: WeightedTerm[] = absoluteRows.map((term, index) => ({
    term,
    factor: -rowMultipliers[rows.length + index]!,
  }));
  if (tradeCost !== undefined) terms.push({ term: tradeCost, factor: 1 });
  slope += slopeBeside(terms, at, weights[at]!, weights[at]! > 0 ? 'right' : 'left');
  // The target return comes after all other rows.
  const ofTarget = asked.returnMin === undefined ? 0 : rowMultipliers[rows.length - 1]!;
  const perReturn = Number(countsReturn) + ofTarget;
  const size = maxAbs(expectedReturns);
  return perReturn * size > SILENT_SHARE * Math.abs(slope) ? { slope, perReturn } : undefined;
}
