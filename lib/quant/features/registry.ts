import { beta } from './beta';
import { correlation } from './correlation';
import type { Feature } from './feature';
import { logReturn } from './log-return';
import { momentum } from './momentum';
import { movingAverage } from './moving-average';
import { rollingVolatility } from './rolling-volatility';
import { simpleReturn } from './simple-return';

/** One line a feature; the contract tests and the catalogue loop over it. */
export const FEATURES = {
  'simple-return': simpleReturn,
  'log-return': logReturn,
  'rolling-volatility': rollingVolatility,
  'momentum-12-1': momentum,
  beta,
  correlation,
  'moving-average': movingAverage,
} as const satisfies Record<string, Feature>;
