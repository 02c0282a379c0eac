import { done, type Outcome, refused } from '@/lib/base/outcome';
import type { MixPlan } from '@/lib/quant/planning/simulation/types';
import type { SimulateRequest } from '@/lib/shared/contracts/simulate-door';
import { vectorOf } from '../optimize/constraints';

/** Weights typed in with two or three decimals may miss one by this much; they are scaled to sum to it. */
const SUM_TOLERANCE = 1e-3;

/** The mixes of a request and the month each of them begins. */
export function mixPlanOf({
  assets,
  weights,
  glidePath = [],
  months,
  rebalanceEveryMonths = 1,
}: SimulateRequest): Outcome<MixPlan> {
  const steps = [{ fromMonth: 0, weights, field: 'weights' }].concat(
    glidePath.map((step, at) => ({ ...step, field: `glidePath.${at}.weights` })),
  );
  const mixes = new Float64Array(steps.length * assets.length);
  const mixOfMonth = new Int32Array(months);
  for (const [mix, step] of steps.entries()) {
    const vector = vectorOf(step.weights, assets, step.field);
    if (vector.status === 'refused') return vector;
    const sum = vector.value.reduce((total, weight) => total + weight, 0);
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      return refused('bad-input', `The weights sum to ${Number(sum.toFixed(6))}, and must sum to 1.`, step.field);
    }
    const before = steps[mix - 1];
    if (before !== undefined && step.fromMonth <= before.fromMonth) {
      return refused('bad-input', 'The steps of a glide path come in rising months.', `glidePath.${mix - 1}.fromMonth`);
    }
    if (step.fromMonth >= months) {
      const message = `It begins after the ${months} months that are simulated.`;
      return refused('bad-input', message, `glidePath.${mix - 1}.fromMonth`);
    }
    mixes.set(
      vector.value.map((weight) => weight / sum),
      mix * assets.length,
    );
    mixOfMonth.fill(mix, step.fromMonth);
  }
  return done({ weights: mixes, mixOfMonth, rebalanceEveryMonths });
}
