import highsLoader from 'highs';
// No types are published for quadprog; its arrays count from 1.
import quadprog from 'quadprog';
import type { LinearLimit, OptimizeLimits } from '@/lib/quant/optimize/types';

/** One limit of the sort "coefficients' w >= min", as the oracles take them; equations come first. */
interface Side {
  readonly coefficients: ArrayLike<number>;
  readonly min: number;
}

/** What the oracles need of a problem's linear limits; infinite sides are absent. */
export type LinearLimits = Pick<OptimizeLimits, 'weightMin' | 'weightMax' | 'rows'> & {
  /** Absent = the weights may sum to anything. */
  readonly budget?: number;
};

function sidesOf({ weightMin, weightMax, rows, budget }: LinearLimits): { equations: Side[]; inequalities: Side[] } {
  const size = weightMin.length;
  const equations: Side[] = [];
  const inequalities: Side[] = [];
  const add = (coefficients: Float64Array, min: number, max: number): void => {
    if (min === max) {
      equations.push({ coefficients, min });
      return;
    }
    if (min > -Infinity) inequalities.push({ coefficients, min });
    if (max < Infinity) inequalities.push({ coefficients: coefficients.map((entry) => -entry), min: -max });
  };
  if (budget !== undefined) add(new Float64Array(size).fill(1), budget, budget);
  for (let at = 0; at < size; at++) {
    const unit = new Float64Array(size);
    unit[at] = 1;
    add(unit, weightMin[at]!, weightMax[at]!);
  }
  for (const row of rows) add(row.coefficients, row.min, row.max);
  return { equations, inequalities };
}

/**
 * Minimises 1/2 w'Sw - c'w by the npm package quadprog (a port of R's), S positive definite.
 *
 * @returns undefined where it finds no feasible weights
 */
export function solveByQuadprog(
  covariance: Float64Array,
  linear: ArrayLike<number>,
  limits: LinearLimits,
): Float64Array | undefined {
  const size = linear.length;
  // Sizes of about 1, which its absolute tolerances expect.
  const scale = Math.max(...Array.from({ length: size }, (_, at) => covariance[at * size + at]!));
  const { equations, inequalities } = sidesOf(limits);
  const sides = [...equations, ...inequalities];
  const fromOne = <T>(values: readonly T[]): T[] => [undefined as T, ...values];
  const range = Array.from({ length: size }, (_, at) => at);
  const outcome = quadprog.solveQP(
    fromOne(range.map((row) => fromOne(range.map((column) => covariance[row * size + column]! / scale)))),
    fromOne(range.map((at) => linear[at]! / scale)),
    fromOne(range.map((at) => fromOne(sides.map(({ coefficients }) => coefficients[at]!)))),
    fromOne(sides.map(({ min }) => min)),
    equations.length,
  );
  return outcome.message === '' ? Float64Array.from(outcome.solution.slice(1)) : undefined;
}

type Highs = Awaited<ReturnType<typeof highsLoader>>;
let loaded: Promise<Highs> | undefined;
export const loadHighs = (): Promise<Highs> => (loaded ??= highsLoader());

/** Text of a linear program: the best of objective'w within the limits. */
function linearProgram(objective: ArrayLike<number>, limits: LinearLimits): string {
  const sum = (coefficients: ArrayLike<number>): string => {
    const terms = Array.from(coefficients, (entry, at) =>
      entry === 0 ? '' : `${entry < 0 ? '-' : '+'} ${Math.abs(entry)} w${at}`,
    );
    return terms.filter((term) => term !== '').join(' ') || '0 w0';
  };
  const size = limits.weightMin.length;
  const budgetRow: LinearLimit[] =
    limits.budget === undefined
      ? []
      : [{ name: 'budget', coefficients: new Float64Array(size).fill(1), min: limits.budget, max: limits.budget }];
  const rows = [...budgetRow, ...limits.rows].flatMap(({ coefficients, min, max }, at) => [
    ...(min > -Infinity ? [` min${at}: ${sum(coefficients)} >= ${min}`] : []),
    ...(max < Infinity ? [` max${at}: ${sum(coefficients)} <= ${max}`] : []),
  ]);
  const bound = (value: number): string => (value === -Infinity ? '-inf' : value === Infinity ? '+inf' : `${value}`);
  const bounds = Array.from(
    limits.weightMin,
    (min, at) => ` ${bound(min)} <= w${at} <= ${bound(limits.weightMax[at]!)}`,
  );
  return ['Maximize', ` obj: ${sum(objective)}`, 'Subject To', ...rows, 'Bounds', ...bounds, 'End'].join('\n');
}

/** The largest objective'w by HiGHS; undefined where no weights meet the limits. */
export async function bestByHighs(objective: ArrayLike<number>, limits: LinearLimits): Promise<number | undefined> {
  const highs = await loadHighs();
  const outcome = highs.solve(linearProgram(objective, limits), {
    presolve: 'off',
    primal_feasibility_tolerance: 1e-10,
    dual_feasibility_tolerance: 1e-10,
  });
  if (outcome.Status === 'Infeasible') return undefined;
  if (outcome.Status !== 'Optimal') throw new Error(`HiGHS answered ${outcome.Status}`);
  return outcome.ObjectiveValue;
}
