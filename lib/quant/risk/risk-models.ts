import { ledoitWolf } from './ledoit-wolf';
import { ewmaCovariance } from './models/ewma';
import { semicovariance } from './models/semicovariance';
import type { RiskModel } from './risk-model';
import { sampleCovariance } from './sample';

/** Every way to turn returns into a covariance. A new one is a file and a line here; contract tests follow. */
export const RISK_MODELS = {
  sample: sampleCovariance,
  'ledoit-wolf': ledoitWolf,
  ewma: ewmaCovariance,
  semicovariance,
} as const satisfies Record<string, RiskModel>;
