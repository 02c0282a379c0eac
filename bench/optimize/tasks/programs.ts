import { invariant } from '@/lib/base/invariant';
import type { Hessian, LimitSet, QuadraticOutcome } from '@/lib/quant/optimize/quadratic/contract';
import { quadraticSolver } from '@/lib/quant/optimize/quadratic/solve';
import { solveByQuadprog } from '../peers/quadprog';
import { asProgram, factorMarket, program, programObjective, type ProgramOptions, programViolation } from '../problems';
import type { BenchTask, Contender, ProgramInput, TaskInput } from '../../shared/task';

const DENSE_PEERS = ['daqp', 'quadprog', 'osqp', 'piqp', 'clarabel', 'highs'];
/** Programs that follow each other. */
const WARM_STEPS = 20;
const SPARSE_PEERS = ['osqp', 'piqp', 'clarabel'];

export function limitSetOf({ size, lower, upper, rows, rowMin, rowMax }: ProgramInput): LimitSet {
  return {
    lower,
    upper,
    rows: Array.from(rowMin, (min, row) => ({
      coefficients: rows.slice(row * size, (row + 1) * size),
      min,
      max: rowMax[row]!,
    })),
    weightScale: 1,
  };
}

function hessianOf({ hessian, loadings, specific }: ProgramInput): Hessian {
  if (loadings === undefined || specific === undefined) return hessian;
  const factors = loadings.length / specific.length;
  const factorCovariance = new Float64Array(factors * factors);
  for (let factor = 0; factor < factors; factor++) factorCovariance[factor * factors + factor] = 1;
  return { kind: 'factor', loadings, factorCovariance, specificVariances: specific };
}

function solved(outcome: QuadraticOutcome): Extract<QuadraticOutcome, { status: 'solved' }> {
  invariant(outcome.status === 'solved', `the bench problem is ${outcome.status}`);
  return outcome;
}

/** Set-up, solve and proof, from arrays that are ready. */
const cold: Contender = {
  name: 'Ballast, cold',
  prepare: (given: TaskInput) => {
    const input = asProgram(given);
    const hessian = hessianOf(input);
    const limits = limitSetOf(input);
    const linear = input.linears.slice(0, input.size);
    return () => solved(quadraticSolver(hessian, limits).solve(linear)).point;
  },
};

/** The same program after the expected returns have moved by about one per cent, from the answer before. */
const warm: Contender = {
  name: 'Ballast, warm',
  hasOtherProblems: true,
  prepare: (given: TaskInput) => {
    const input = asProgram(given);
    const { size, linears } = input;
    const solver = quadraticSolver(hessianOf(input), limitSetOf(input));
    const steps = Array.from({ length: linears.length / size }, (_, at) => linears.slice(at * size, (at + 1) * size));
    let last = solved(solver.solve(steps[0]!));
    let at = 0;
    return () => {
      // There and back again, so that each step starts from its neighbour.
      at = (at + 1) % (2 * steps.length - 2);
      last = solved(solver.solve(steps[at < steps.length ? at : 2 * steps.length - 2 - at]!, last));
      return last.point;
    };
  },
};

const quadprog: Contender = {
  name: 'quadprog (npm)',
  prepare: (given) => {
    const input = asProgram(given);
    return () => solveByQuadprog(input);
  },
};

interface Shape extends ProgramOptions {
  readonly id: string;
  readonly title: string;
  readonly reach: string;
  readonly size: number;
  readonly factors: number;
  readonly pythonPeers: readonly string[];
  readonly npmPeers?: readonly Contender[];
}

const programTask = ({
  id,
  title,
  reach,
  size,
  factors,
  pythonPeers,
  npmPeers = [],
  ...options
}: Shape): BenchTask => ({
  id,
  title,
  reach,
  makeInput: () => program(factorMarket(id, size, factors), id, { ...options, linears: WARM_STEPS }),
  ours: [cold, warm],
  npmPeers,
  pythonPeers,
  objective: programObjective,
  violation: programViolation,
});

const LONG_ONLY = { weightMin: 0, weightMax: 1 };

export const programTasks: readonly BenchTask[] = [
  programTask({
    id: 'min-variance-20',
    title: 'least variance, 20 assets, moments ready',
    reach: '100x PyPortfolioOpt; within 5x of DAQP cold',
    size: 20,
    factors: 4,
    tradeoff: 0,
    ...LONG_ONLY,
    pythonPeers: [...DENSE_PEERS, 'pypfopt_min_volatility'],
    npmPeers: [quadprog],
  }),
  programTask({
    id: 'program-100',
    title: 'mean-variance, 100 assets, 10 groups',
    reach: '2x the best native, cold',
    size: 100,
    factors: 10,
    tradeoff: 0.3,
    weightMin: 0,
    weightMax: 0.1,
    groupMax: 0.3,
    pythonPeers: DENSE_PEERS,
    npmPeers: [quadprog],
  }),
  programTask({
    id: 'program-500',
    title: 'mean-variance, 500 assets, 50 groups',
    reach: '2x the best native, cold',
    size: 500,
    factors: 20,
    tradeoff: 0.3,
    weightMin: 0,
    weightMax: 0.05,
    groupMax: 0.2,
    pythonPeers: DENSE_PEERS,
  }),
  programTask({
    id: 'program-2000',
    title: 'mean-variance, 2000 assets, 60 factors',
    reach: '2x the best native, cold',
    size: 2000,
    factors: 60,
    tradeoff: 0.3,
    weightMin: 0,
    weightMax: 0.02,
    factorForm: true,
    pythonPeers: SPARSE_PEERS,
  }),
  programTask({
    id: 'tracking-500',
    title: 'tracking, 500 assets, most of them free',
    reach: 'as fast as the best native',
    size: 500,
    factors: 20,
    tradeoff: 0.002,
    weightMin: 0,
    weightMax: 1,
    isTracking: true,
    pythonPeers: DENSE_PEERS,
  }),
];
