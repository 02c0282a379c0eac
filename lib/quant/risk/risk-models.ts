import { ledoitWolf } from './ledoit-wolf';
import { constantCorrelation } from './models/constant-correlation';
import { dcc } from './models/dcc';
import { denoised } from './models/denoised';
import { detoned } from './models/detoned';
import { ewmaCovariance } from './models/ewma';
import { factorRegression } from './models/factor-regression';
import { garch } from './models/garch';
import { gerber } from './models/gerber';
import { nonlinearShrinkage } from './models/nonlinear-shrinkage';
import { oracleApproximating } from './models/oas';
import { semicovariance } from './models/semicovariance';
import { singleFactor } from './models/single-factor';
import { statisticalFactors } from './models/statistical-factors';
import type { RiskModel } from './risk-model';
import { sampleCovariance } from './sample';

/** Every way to turn returns into a covariance. A new one is a file and a line here; contract tests follow. */
export const RISK_MODELS = {
  sample: sampleCovariance,
  'ledoit-wolf': ledoitWolf,
  'ledoit-wolf-constant-correlation': constantCorrelation,
  'ledoit-wolf-single-factor': singleFactor,
  'ledoit-wolf-nonlinear': nonlinearShrinkage,
  oas: oracleApproximating,
  ewma: ewmaCovariance,
  semicovariance,
  gerber,
  denoised,
  detoned,
  'statistical-factors': statisticalFactors,
  'factor-regression': factorRegression,
  garch,
  dcc,
} as const satisfies Record<string, RiskModel>;

export type RiskModelId = keyof typeof RISK_MODELS;
