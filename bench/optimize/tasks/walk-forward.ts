import { invariant } from '@/lib/base/invariant';
import { walkForwardLeastVariance } from '@/lib/quant/optimize/walk-forward';
import { asReturns, dailyReturns, factorMarket } from '../problems';
import type { BenchTask, Weights } from '../../shared/task';

const SIZE = 20;

const limits = {
  budget: 1,
  weightMin: new Float64Array(SIZE),
  weightMax: new Float64Array(SIZE).fill(1),
  rows: [],
};
const symbols = Array.from({ length: SIZE }, (_, at) => `A${at}`);

/** Weights of the last window; those of the 32 before it are found on the way. */
const lastWeights = (steps: ReturnType<typeof walkForwardLeastVariance>): Weights => {
  const last = steps.at(-1);
  invariant(steps.every(({ outcome }) => outcome.status === 'solved') && last !== undefined, 'a window has no answer');
  invariant(last.outcome.status === 'solved', last.outcome.status);
  return last.outcome.weights;
};

export const walkForwardTasks: readonly BenchTask[] = [
  {
    id: 'walk-forward-20',
    title: 'walk-forward least variance, 252 rows to learn, 60 to test, 2263 x 20 returns',
    reach: '100x skfolio',
    makeInput: () => dailyReturns(factorMarket('walk-forward-20', SIZE, 5), 'walk-forward-20', 2263),
    ours: [
      {
        name: 'Ballast, from returns',
        prepare: (input) => () =>
          lastWeights(
            walkForwardLeastVariance({ sample: asReturns(input), symbols, limits, trainRows: 252, testRows: 60 }),
          ),
      },
    ],
    npmPeers: [],
    pythonPeers: ['skfolio_walk_forward'],
  },
];
