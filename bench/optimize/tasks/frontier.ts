import { invariant } from '@/lib/base/invariant';
import { efficientFrontier } from '@/lib/quant/optimize/frontier';
import { asReturns, dailyReturns, factorMarket } from '../problems';
import { momentsOf, type Moments, problemOf } from '../moments';
import type { BenchTask, Contender, Weights } from '../../shared/task';

/** Two points beside the corners: its ends, which are corners too. */
const ENDS = 2;

/** Every corner, so the whole frontier, each one certified; answers the first, the least risky mix. */
function wholeFrontier(moments: Moments): Weights {
  const outcome = efficientFrontier(problemOf(moments), ENDS);
  invariant(outcome.status === 'solved', `the frontier is ${outcome.status}`);
  invariant(outcome.corners !== undefined, 'the frontier was followed point by point');
  return outcome.corners[0]!.weights;
}

const ours: readonly Contender[] = [
  {
    name: 'Ballast, all corners, moments at hand',
    prepare: (input) => {
      const moments = momentsOf(asReturns(input));
      return () => wholeFrontier(moments);
    },
  },
  {
    name: 'Ballast, all corners, from returns',
    prepare: (input) => () => wholeFrontier(momentsOf(asReturns(input))),
  },
];

interface Shape {
  readonly size: number;
  readonly factors: number;
  readonly observations: number;
  readonly reach: string;
  readonly pythonPeers: readonly string[];
  readonly note?: string;
}

const frontierTask = ({ size, factors, observations, ...rest }: Shape): BenchTask => ({
  ...rest,
  id: `frontier-${size}`,
  title: `whole frontier, ${size} assets, ${observations} x ${size} returns`,
  makeInput: () => dailyReturns(factorMarket(`frontier-${size}`, size, factors), `frontier-${size}`, observations),
  ours,
  npmPeers: [],
});

const POINTS =
  'skfolio and Riskfolio-Lib find 30 points; PyPortfolioOpt and we find every corner, and we certify each.';
const SLOWER =
  'What was tried: measuring each corner once, variances from held weights only, factors that follow the free set. Checking that the covariance is one and certifying the least risky mix takes about half of what is left.';

export const frontierTasks: readonly BenchTask[] = [
  frontierTask({
    size: 20,
    factors: 5,
    observations: 2263,
    reach: 'exact, at most 0.5 ms',
    pythonPeers: ['skfolio_frontier', 'pypfopt_critical_line', 'riskfolio_frontier'],
    note: POINTS,
  }),
  frontierTask({
    size: 100,
    factors: 10,
    observations: 1000,
    reach: 'exact, at most 2 ms',
    pythonPeers: ['skfolio_frontier', 'pypfopt_critical_line'],
    note: `${POINTS} Riskfolio-Lib takes half a minute a run here and is left out.`,
  }),
  frontierTask({
    size: 500,
    factors: 20,
    observations: 1000,
    reach: 'exact, at most 20 ms',
    pythonPeers: ['skfolio_frontier'],
    note: `${POINTS} Here PyPortfolioOpt was stopped after 100 seconds and Riskfolio-Lib took 169, so both are left out. ${SLOWER}`,
  }),
];
