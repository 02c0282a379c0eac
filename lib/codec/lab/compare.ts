import { construct } from '@/lib/quant/optimize/constructions/construct';
import type { ConstructionRequest } from '@/lib/quant/optimize/constructions/types';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { Objective } from '@/lib/quant/optimize/types';
import type { LabInputs, LabLimits, LabStrategy, LabYardstick } from '@/lib/shared/contracts/frontier-lab';
import { ELSEWHERE_MAX, equalWeights, sixtyFortyWeights } from './known-mixes';
import { labMix } from './lab-mix';
import { keepsLimits, labProblem, wholeWeights } from './lab-problem';

const MIN_RISK: Objective = { kind: 'min-risk', measure: 'variance' };

/** Ways to weights that stand side by side: certified optima first, then rules; a new one is a line here and a name. */
const optimaFor = ({ cashWeight, moments }: LabInputs): Readonly<Record<string, Objective>> => ({
  'min-variance': MIN_RISK,
  // The cash beside the risky part earns what cash earns, so only the part out of cash has to clear it.
  'max-sharpe': { kind: 'max-ratio', measure: 'volatility', riskFreeRate: (1 - cashWeight) * moments.cashReturn },
  'max-diversification': { kind: 'max-diversification' },
  'risk-parity': { kind: 'risk-budget', measure: 'volatility' },
  'max-return': { kind: 'max-return' },
});

/** Enough histories that the mean no longer moves visibly, and few enough for an answer while typing. */
const RESAMPLES = 25;

const rulesFor = ({ moments: { observations, years } }: LabInputs): Readonly<Record<string, ConstructionRequest>> => ({
  hrp: { kind: 'hrp' },
  herc: { kind: 'herc' },
  nco: { kind: 'nco' },
  schur: { kind: 'schur' },
  'inverse-volatility': { kind: 'inverse-volatility' },
  resampled: {
    kind: 'resampled',
    objective: MIN_RISK,
    observations,
    periodsPerYear: observations / years,
    resamples: RESAMPLES,
    seed: 'frontier-lab',
  },
});

/** Every strategy that has an answer within the limits; what cannot be had is left out. */
export function labStrategies(inputs: LabInputs, limits: LabLimits): LabStrategy[] {
  const strategies: LabStrategy[] = [];
  for (const [id, objective] of Object.entries(optimaFor(inputs))) {
    const outcome = optimize(labProblem(inputs, limits, objective));
    if (outcome.status !== 'solved') continue;
    strategies.push({ id, moved: 0, ...labMix(inputs, wholeWeights(inputs, outcome.weights)) });
  }
  const { objective: _objective, ...problem } = labProblem(inputs, limits, MIN_RISK);
  for (const [id, request] of Object.entries(rulesFor(inputs))) {
    const outcome = construct({ ...problem, request });
    if (outcome.status !== 'constructed') continue;
    const moved = outcome.moved?.distance ?? 0;
    strategies.push({ id, moved, ...labMix(inputs, wholeWeights(inputs, outcome.weights)) });
  }
  return strategies;
}

/** The mixes everybody knows, and the reader's own; none of them asks what the limits are. */
export function labYardsticks(inputs: LabInputs, limits: LabLimits): LabYardstick[] {
  const { instruments, plan, holdings } = inputs;
  const mixes: readonly (readonly [LabYardstick['id'], readonly number[] | null])[] = [
    ['plan', plan],
    ['holdings', holdings === null || holdings.elsewhere > ELSEWHERE_MAX ? null : holdings.weights],
    ['equal-weight', equalWeights(instruments)],
    ['sixty-forty', sixtyFortyWeights(instruments)],
  ];
  return mixes.flatMap(([id, weights]) => {
    if (weights === null) return [];
    const own = Float64Array.from(weights);
    return [{ id, keepsLimits: keepsLimits(inputs, limits, own), ...labMix(inputs, own) }];
  });
}
