import { invariant } from '@/lib/base/invariant';
import { done, type Outcome, type Refusal, refused } from '@/lib/base/outcome';
import { effectiveScenarios } from '@/lib/quant/forecast/views/entropy-pooling';
import { poolProbabilities } from '@/lib/quant/forecast/views/opinion-pooling';
import { scenarioMoments } from '@/lib/quant/forecast/views/scenario-moments';
import type { ReturnsSample } from '@/lib/quant/risk/risk-model';
import type { OpinionPool } from '@/lib/shared/contracts/opinion-choice';
import type { PortfolioInputs } from '@/lib/shared/contracts/portfolio-inputs';
import { throughEntropyPooling, type ViewedMoments, viewedUnder } from './views';

type Request = Pick<PortfolioInputs, 'assets' | 'confidence'>;

/** Each opinion's probabilities of past returns, pooled; the moments that these give. */
export function throughOpinions(
  request: Request,
  { method = 'linear', divergencePenalty = 0, opinions }: OpinionPool,
  sample: ReturnsSample,
  periodsPerYear: number,
): Outcome<ViewedMoments> {
  const heard: ViewedMoments[] = [];
  for (const [at, { views }] of opinions.entries()) {
    const opinion = throughEntropyPooling(request, views, sample, periodsPerYear);
    if (opinion.status === 'refused') return fieldOfOpinion(opinion, at);
    heard.push(opinion.value);
  }
  const { observations } = sample;
  const pooled = poolProbabilities(
    new Float64Array(observations).fill(1 / observations),
    heard.map(probabilitiesOf),
    Float64Array.from(opinions, ({ weight }) => weight),
    { kind: method, divergencePenalty },
  );
  if (pooled.status === 'refused') return refused(pooled.code, pooled.message, 'opinionPool');
  const { probabilities } = pooled.value;
  const { means, covariance } = scenarioMoments(sample, probabilities);
  const items = opinions.flatMap(({ name, views }, at) => {
    const after = viewedUnder(request, views, sample, { probabilities, periodsPerYear });
    const own = heard[at]?.info.items ?? [];
    return own.map((item, view) => ({ ...item, name: `${name}: ${item.name}`, after: after[view] ?? Number.NaN }));
  });
  return done({
    expectedReturns: means.map((mean) => mean * periodsPerYear),
    covariance: covariance.map((entry) => entry * periodsPerYear),
    probabilities,
    info: { method: 'opinion-pooling', effectiveScenarios: effectiveScenarios(probabilities), items },
  });
}

function probabilitiesOf({ probabilities }: ViewedMoments): Float64Array {
  invariant(probabilities !== undefined, 'entropy pooling gives probabilities');
  return probabilities;
}

function fieldOfOpinion({ code, message, field }: Refusal, at: number): Refusal {
  const place = `opinionPool.opinions.${at}`;
  return refused(code, message, field?.startsWith('views') === true ? `${place}.${field}` : place);
}
