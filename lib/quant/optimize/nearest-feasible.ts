import { maxAbs, quadraticForm } from '../math/matrix';
import { boundLimitName, BUDGET, type NamedLimits, rowLimitName, TARGET_RETURN, VOLATILITY_LIMIT } from './limits';
import { searchBestTradeoff, searchLeastRisk } from './mean-variance';
import type { LimitRow } from './quadratic/contract';
import { quadraticSolver } from './quadratic/solve';
import type { NearestFeasible, OptimizeProblem } from './types';

/** Loosening below this share of the portfolio is rounding. */
const LOOSENED_MIN = 1e-9;

/** Which limits may give way; tried in this order, so that what the user cares for most is kept longest. */
const STAGES = ['target', 'rows', 'bounds'] as const;
type Stage = (typeof STAGES)[number];

interface Loosened {
  readonly limits: NamedLimits;
  readonly relaxed: NearestFeasible['relaxed'];
}

/**
 * Weights that come nearest to clashing limits, and by how much each limit gave way. The budget always holds. First the
 * target return alone is lowered, else groups and rows, else bounds as well, by the least total amount (each limit
 * counted in units of its largest coefficient); then, where it still clashes, the volatility limit is raised.
 * Within the loosened limits the answer is the least risky mix, or the best return at the volatility limit.
 */
export function nearestFeasible(problem: OptimizeProblem, limits: NamedLimits): NearestFeasible | undefined {
  for (const stage of STAGES) {
    const loosened = loosen(limits, stage);
    if (loosened === undefined) continue;
    const answer = withinVolatility(problem, loosened);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/**
 * Least total loosening: a linear program with one extra variable a side that may give way. The variable counts from one
 * portfolio size up, not from zero, so that its optimality is judged in portfolio sizes however small the loosening.
 */
function loosen(limits: NamedLimits, stage: Stage): Loosened | undefined {
  const size = limits.symbols.length;
  const rows = elasticRows(limits, stage);
  const elastic = rows.filter((row) => row.name !== undefined);
  const wide = size + elastic.length;
  let column = size;
  const { weightScale } = limits;
  const program = rows.map((row) => {
    const coefficients = new Float64Array(wide);
    coefficients.set(row.coefficients);
    if (row.name === undefined) return { coefficients, min: row.min, max: row.max };
    coefficients[column++] = row.min > -Infinity ? row.unit : -row.unit;
    return { coefficients, min: row.min + row.unit * weightScale, max: row.max - row.unit * weightScale };
  });
  const hasBounds = stage !== 'bounds';
  const lower = new Float64Array(wide).fill(weightScale);
  const upper = new Float64Array(wide).fill(Infinity);
  lower.set(hasBounds ? limits.lower : new Float64Array(size).fill(-Infinity));
  upper.set(hasBounds ? limits.upper : new Float64Array(size).fill(Infinity));
  const linear = new Float64Array(wide).fill(-1, size);
  const outcome = quadraticSolver(undefined, { lower, upper, rows: program, weightScale }).solve(linear);
  if (outcome.status !== 'solved') return undefined;
  const by = elastic.map((row, at) => {
    const amount = outcome.point[size + at]! - weightScale;
    return amount > LOOSENED_MIN * weightScale ? amount * row.unit : 0;
  });
  const relaxed = elastic.flatMap(({ name }, at) =>
    name === undefined || by[at] === 0 ? [] : [{ limit: name, by: by[at]! }],
  );
  return { limits: loosenedLimits(limits, new Map(relaxed.map(({ limit, by: amount }) => [limit, amount]))), relaxed };
}

/** A one-sided row; with a name it may give way, in steps of its largest coefficient. */
interface ElasticRow extends LimitRow {
  readonly name: string | undefined;
  readonly unit: number;
}

function elasticRows(limits: NamedLimits, stage: Stage): readonly ElasticRow[] {
  const rows: ElasticRow[] = [];
  for (const row of limits.rows) {
    const canYield = row.name === TARGET_RETURN || (stage !== 'target' && row.name !== BUDGET);
    if (!canYield) {
      rows.push({ ...row, name: undefined, unit: 1 });
      continue;
    }
    const unit = maxAbs(row.coefficients) || 1;
    if (row.min > -Infinity) rows.push({ ...row, max: Infinity, name: rowLimitName(row, 'min'), unit });
    if (row.max < Infinity) rows.push({ ...row, min: -Infinity, name: rowLimitName(row, 'max'), unit });
  }
  if (stage !== 'bounds') return rows;
  limits.symbols.forEach((symbol, at) => {
    const coefficients = new Float64Array(limits.symbols.length);
    coefficients[at] = 1;
    const min = limits.lower[at]!;
    const max = limits.upper[at]!;
    if (min > -Infinity) rows.push({ coefficients, min, max: Infinity, name: boundLimitName(symbol, 'min'), unit: 1 });
    if (max < Infinity) rows.push({ coefficients, min: -Infinity, max, name: boundLimitName(symbol, 'max'), unit: 1 });
  });
  return rows;
}

function loosenedLimits(limits: NamedLimits, by: ReadonlyMap<string, number>): NamedLimits {
  const amount = (name: string): number => {
    const found = by.get(name);
    return found === undefined ? 0 : found + LOOSENED_MIN * limits.weightScale;
  };
  return {
    ...limits,
    lower: limits.lower.map((bound, at) => bound - amount(boundLimitName(limits.symbols[at]!, 'min'))),
    upper: limits.upper.map((bound, at) => bound + amount(boundLimitName(limits.symbols[at]!, 'max'))),
    rows: limits.rows.map((row) => ({
      ...row,
      min: row.min - (row.min > -Infinity ? amount(rowLimitName(row, 'min')) : 0),
      max: row.max + (row.max < Infinity && row.name !== TARGET_RETURN ? amount(rowLimitName(row, 'max')) : 0),
    })),
  };
}

function withinVolatility(problem: OptimizeProblem, { limits, relaxed }: Loosened): NearestFeasible | undefined {
  const search = searchLeastRisk(problem, limits, quadraticSolver(problem.covariance, limits));
  if (search.status === 'found') return { weights: search.candidate.weights, relaxed };
  if (search.status !== 'volatility-conflict') return undefined;
  const volatilityMax = problem.limits.volatilityMax ?? Infinity;
  const targetReturn = problem.limits.returnMin;
  if (targetReturn !== undefined) {
    const untargeted = { ...limits, rows: limits.rows.filter((row) => row.name !== TARGET_RETURN) };
    const best = searchBestTradeoff(problem, untargeted, 0);
    if (best.status === 'found') {
      const { weights } = best.candidate;
      const reached = weights.reduce((sum, weight, at) => sum + weight * problem.expectedReturns[at]!, 0);
      const others = relaxed.filter(({ limit }) => limit !== TARGET_RETURN);
      return { weights, relaxed: [...others, { limit: TARGET_RETURN, by: targetReturn - reached }] };
    }
  }
  const { weights } = search.leastRisk;
  const least = Math.sqrt(Math.max(quadraticForm(problem.covariance, weights), 0));
  return { weights, relaxed: [...relaxed, { limit: VOLATILITY_LIMIT, by: least - volatilityMax }] };
}
