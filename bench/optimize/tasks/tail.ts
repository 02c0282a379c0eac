import { invariant } from '@/lib/base/invariant';
import { optimize } from '@/lib/quant/optimize/optimize';
import { highsTail } from '../peers/highs';
import { momentsOf, problemOf } from '../moments';
import { asReturns, dailyReturns, factorMarket } from '../problems';
import type { BenchTask, Contender, ReturnsInput, TaskInput, Weights } from '../../shared/task';

/** Least conditional value at risk at 95 %, long only: from returns to certified weights. */

const CONFIDENCE = 0.95;

function leastTail(input: ReturnsInput): Weights {
  const { returns, observations } = input;
  const outcome = optimize({
    ...problemOf(momentsOf(input)),
    scenarios: { returns, observations },
    objective: { kind: 'min-risk', measure: 'cvar', confidence: CONFIDENCE },
  });
  invariant(outcome.status === 'solved', `least tail is ${outcome.status}`);
  return outcome.weights;
}

const ours: Contender = {
  name: 'Ballast, from returns',
  prepare: (input) => () => leastTail(asReturns(input)),
};

/** Mean of the worst 5 % of the losses, the last of them in part. */
function tailOf(input: TaskInput, weights: Weights): number {
  const { returns, observations, instruments } = asReturns(input);
  const losses = Float64Array.from({ length: observations }, (_, row) => {
    let sum = 0;
    for (let at = 0; at < instruments; at++) sum -= weights[at]! * returns[row * instruments + at]!;
    return sum;
  }).sort();
  let left = (1 - CONFIDENCE) * observations;
  let total = 0;
  for (let row = observations - 1; left > 0; row--) {
    total += Math.min(left, 1) * losses[row]!;
    left -= 1;
  }
  return total / ((1 - CONFIDENCE) * observations);
}

function violationOf(_: TaskInput, weights: Weights): number {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return Math.max(Math.abs(sum - 1), -Math.min(...weights), 0);
}

const tailTask = (observations: number, size: number, reach: string): BenchTask => ({
  id: `tail-${size}`,
  title: `least conditional value at risk, ${observations} x ${size} returns`,
  reach,
  makeInput: () => dailyReturns(factorMarket(`tail-${size}`, size, 5), `tail-${size}`, observations),
  ours: [ours],
  npmPeers: [highsTail(CONFIDENCE)],
  pythonPeers: ['skfolio_cvar', 'pypfopt_cvar', 'riskfolio_cvar', 'highs_cvar'],
  objective: tailOf,
  violation: violationOf,
});

export const tailTasks: readonly BenchTask[] = [
  tailTask(2263, 20, '5x skfolio'),
  tailTask(2500, 50, '3x the native simplex of HiGHS'),
];
