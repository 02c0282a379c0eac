import { invariant } from '@/lib/base/invariant';
import { covariance, mean } from '@/lib/quant/math/statistics';
import { mergeSimulation, splitSimulation } from '@/lib/quant/planning/simulation/simulate';
import type { BenchTask, PathsInput, TaskInput } from '../../shared/task';
import { MARKET_ROWS, tenInstruments } from '../market';
import { simulatePaths, type SimulationInput, THREADS } from '../threads';

const PATHS = 100_000;
const MONTHS = 360;
const DAYS_PER_MONTH = 21;
const START_MONEY = 10_000;
const CONTRIBUTION = 500;
const GOAL = 500_000;
const DEGREES_OF_FREEDOM = 8;

/** Returns of stretches of 21 days of ten instruments, which are to be held in equal parts. */
function makeInput(): PathsInput {
  const { instruments, layers, dayCount } = tenInstruments(MARKET_ROWS);
  const n = instruments.length;
  const prices = layers.totalReturnIndex;
  const observations = Math.floor((dayCount - 1) / DAYS_PER_MONTH);
  const returns = Float64Array.from({ length: observations * n }, (_, at) => {
    const from = Math.floor(at / n) * DAYS_PER_MONTH * n + (at % n);
    return (prices[from + DAYS_PER_MONTH * n] ?? 0) / (prices[from] ?? 0) - 1;
  });
  return {
    kind: 'paths',
    paths: PATHS,
    months: MONTHS,
    instruments: n,
    observations,
    returns,
    weights: new Float64Array(n).fill(1 / n),
    startMoney: START_MONEY,
    contribution: CONTRIBUTION,
    goal: GOAL,
  };
}

const asPaths = (input: TaskInput): PathsInput => {
  invariant(input.kind === 'paths', input.kind);
  return input;
};

function simulation(
  input: PathsInput,
  engine: SimulationInput['engine'],
  rebalanceEveryMonths: 0 | 1,
): SimulationInput {
  const { paths, months, instruments: n, observations, returns, weights, startMoney, contribution, goal } = input;
  const columns = Array.from({ length: n }, (_, column) =>
    Float64Array.from({ length: observations }, (__, row) => returns[row * n + column] ?? 0),
  );
  return {
    engine,
    parameters: { meanBlockMonths: 12, degreesOfFreedom: DEGREES_OF_FREEDOM },
    market: {
      means: Float64Array.from(columns, mean),
      covariance: Float64Array.from(columns.flatMap((left) => columns.map((right) => covariance(left, right)))),
      rows: returns,
    },
    plan: { weights, mixOfMonth: new Int32Array(months), rebalanceEveryMonths },
    inflation: { annualRate: 0, annualVolatility: 0, persistence: 0 },
    paths,
    seed: 'paths-bench',
    money: {
      startAmount: startMoney,
      startBasis: startMoney,
      depositsNominal: new Float64Array(months).fill(contribution),
      depositsReal: new Float64Array(months),
      spendingNominal: new Float64Array(months),
      spendingReal: new Float64Array(months),
      annualFee: 0,
      target: goal,
      isReal: false,
    },
  };
}

/** Odds of the goal, from the product's own parts on two threads. */
async function oddsOnTwoThreads(input: SimulationInput): Promise<number> {
  const results = await simulatePaths(input, splitSimulation(input, THREADS));
  return mergeSimulation(input, results).success.probability;
}

interface EngineTask {
  readonly engine: SimulationInput['engine'];
  readonly name: string;
  readonly reach: string;
  readonly pythonPeers: readonly string[];
}

const ENGINE_TASKS: readonly EngineTask[] = [
  { engine: 'block-bootstrap', name: 'block bootstrap', reach: 'under 2 s', pythonPeers: ['numpy_bootstrap'] },
  { engine: 'student-t', name: 'fat tails (multivariate t)', reach: 'under 8 s', pythonPeers: ['numpy_student_t'] },
  { engine: 'regime-switching', name: 'two regimes', reach: 'under 8 s', pythonPeers: [] },
];

export const pathsTasks: readonly BenchTask[] = ENGINE_TASKS.map(({ engine, name, reach, pythonPeers }) => ({
  id: `paths-${engine}`,
  title: `${name}: 100,000 paths x 360 months x 10 assets, two threads`,
  reach,
  note: 'Back to the mix each month, or drifting from month to month with every asset followed. The peer is written for this bench, in one thread; libraries of its kind do not ship these engines.',
  makeInput,
  ours: ([1, 0] as const).map((every) => ({
    name: every === 1 ? 'Ballast, rebalanced' : 'Ballast, drifting',
    prepare: (input) => async () => Float64Array.of(await oddsOnTwoThreads(simulation(asPaths(input), engine, every))),
  })),
  npmPeers: [],
  pythonPeers,
  answer: { heading: 'odds', of: (_, values) => values[0] ?? Number.NaN },
}));
