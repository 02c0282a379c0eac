import { done, type Outcome, type Refusal, refused } from '@/lib/base/outcome';
import { isMeasureObjective } from '@/lib/quant/optimize/convex/optimize-measured';
import { isConvexObjective } from '@/lib/quant/optimize/objectives';
import type { ConstructionRequest } from '@/lib/quant/optimize/constructions/types';
import type { ConstructionChoice } from '@/lib/shared/contracts/construction-choice';
import { TRADING_DAYS_PER_YEAR } from '@/lib/shared/contracts/portfolio-inputs';
import type { OptimizeRequest } from '@/lib/shared/contracts/optimize';
import { vectorOf } from './constraints';
import type { DoorEstimate } from './estimate-inputs';
import { objectiveOf } from './objective';

type Request = Pick<OptimizeRequest, 'assets' | 'periodsPerYear' | 'riskFreeRate'>;

/** What only an optimum weighs; resampling asks for optima. */
const WEIGHED = ['costPerTrade', 'ridge'] as const;

export function idleLimit({ kind }: ConstructionChoice, { constraints = {} }: OptimizeRequest): Refusal | undefined {
  if (kind === 'resampled') return undefined;
  const field = WEIGHED.find((name) => constraints[name] !== undefined);
  const message = `${kind} is a rule and weighs nothing against ${field ?? ''}; leave it out.`;
  return field === undefined ? undefined : refused('bad-input', message, `constraints.${field}`);
}

/** Construction of a request -> request of a construction: what comes by symbol becomes a vector in asset order. */
export function constructionOf(
  choice: ConstructionChoice,
  request: Request,
  estimate: DoorEstimate,
): Outcome<ConstructionRequest> {
  const { assets } = request;
  switch (choice.kind) {
    case 'signal-weighted': {
      const signals = oneEach(choice.signals, assets, 'objective.signals');
      return signals.status === 'refused' ? signals : done({ ...choice, signals: signals.value });
    }
    case 'sector-rotation':
      return rotationOf(choice, assets);
    case 'factor-tilt':
      return tiltOf(choice, assets);
    case 'regression-weighted':
      return done({ ...choice, benchmarkReturns: Float64Array.from(choice.benchmarkReturns) });
    case 'resampled':
      return resampledOf(choice, request, estimate);
    case 'volatility-target': {
      const { baseWeights, ...rest } = choice;
      const base = optionalVector(baseWeights, assets);
      return base.status === 'refused' ? base : done({ ...rest, ...base.value });
    }
    default:
      return done(choice);
  }
}

type Choice<K extends ConstructionChoice['kind']> = Extract<ConstructionChoice, { kind: K }>;

/** A number for each asset, none left out. */
function oneEach(
  map: Readonly<Record<string, number>>,
  assets: readonly string[],
  field: string,
): Outcome<Float64Array> {
  const missing = assets.find((symbol) => !Object.hasOwn(map, symbol));
  if (missing !== undefined) return refused('bad-input', `${missing} has no number there.`, field);
  return vectorOf(map, assets, field);
}

function rotationOf(choice: Choice<'sector-rotation'>, assets: readonly string[]): Outcome<ConstructionRequest> {
  const signals = oneEach(choice.signals, assets, 'objective.signals');
  if (signals.status === 'refused') return signals;
  const given = new Map(Object.entries(choice.classes));
  const stranger = [...given.keys()].find((symbol) => !assets.includes(symbol));
  if (stranger !== undefined) return refused('bad-input', `${stranger} is not among the assets.`, 'objective.classes');
  const classes: string[] = [];
  for (const symbol of assets) {
    const name = given.get(symbol);
    if (name === undefined) return refused('bad-input', `${symbol} has no class.`, 'objective.classes');
    classes.push(name);
  }
  return done({ ...choice, signals: signals.value, classes });
}

function tiltOf(choice: Choice<'factor-tilt'>, assets: readonly string[]): Outcome<ConstructionRequest> {
  const { baseWeights, ...rest } = choice;
  const base = optionalVector(baseWeights, assets);
  if (base.status === 'refused') return base;
  const scores = [];
  for (const [at, score] of choice.scores.entries()) {
    const values = oneEach(score.values, assets, `objective.scores.${at}.values`);
    if (values.status === 'refused') return values;
    scores.push({ ...score, values: values.value });
  }
  return done({ ...rest, scores, ...base.value });
}

function optionalVector(
  map: Readonly<Record<string, number>> | undefined,
  assets: readonly string[],
): Outcome<{ readonly baseWeights?: Float64Array }> {
  if (map === undefined) return done({});
  const vector = vectorOf(map, assets, 'objective.baseWeights');
  return vector.status === 'refused' ? vector : done({ baseWeights: vector.value });
}

function resampledOf(
  choice: Choice<'resampled'>,
  request: Request,
  estimate: DoorEstimate,
): Outcome<ConstructionRequest> {
  const { periodsPerYear = TRADING_DAYS_PER_YEAR } = request;
  const objective = objectiveOf(choice.objective, request, estimate);
  if (objective.status === 'refused') return objective;
  if (isMeasureObjective(objective.value)) {
    const message = `Resampled histories are drawn from means and a covariance, which do not tell ${objective.value.measure}.`;
    return refused('bad-input', message, 'objective.objective.measure');
  }
  if (isConvexObjective(objective.value)) {
    const message = `Resampling takes the place of ${objective.value.kind}: give an objective that trusts its estimate.`;
    return refused('bad-input', message, 'objective.objective.kind');
  }
  const observations = choice.observations ?? estimate.sample?.observations;
  if (observations === undefined) {
    const message = 'With moments, say of how many observations they come: the histories are as long.';
    return refused('bad-input', message, 'objective.observations');
  }
  return done({ ...choice, objective: objective.value, observations, periodsPerYear });
}
