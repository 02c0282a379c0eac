import { equilibrium } from './equilibrium';
import { historicalMean } from './historical-mean';
import { jamesStein } from './james-stein';
import type { ReturnModel } from './return-model';

/** Every way to expected returns. A new one is a file and a line here; contract tests follow. */
export const RETURN_MODELS = {
  equilibrium,
  'james-stein': jamesStein,
  'historical-mean': historicalMean,
} as const satisfies Record<string, ReturnModel>;
