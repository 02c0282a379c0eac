import { bayesStein } from './bayes-stein';
import { capm } from './capm';
import { equilibrium } from './equilibrium';
import { ewmaMean } from './ewma-mean';
import { geometricMean } from './geometric-mean';
import { historicalMean } from './historical-mean';
import { jamesStein } from './james-stein';
import type { ReturnModel } from './return-model';

/** Every way to expected returns. A new one is a file and a line here; contract tests follow. */
export const RETURN_MODELS = {
  equilibrium,
  'james-stein': jamesStein,
  'bayes-stein': bayesStein,
  'historical-mean': historicalMean,
  'geometric-mean': geometricMean,
  'ewma-mean': ewmaMean,
  capm,
} as const satisfies Record<string, ReturnModel>;
