import { benchmarkTracking } from './benchmark-tracking';
import { equalWeight } from './equal-weight';
import { herc } from './herc';
import { hrp } from './hrp';
import { inverseVolatility } from './inverse-volatility';
import { lowVolatility } from './low-volatility';
import { meanVariance } from './mean-variance';
import { minVariance } from './min-variance';
import { momentum } from './momentum';
import { nco } from './nco';
import { resampled } from './resampled';
import { riskParity } from './risk-parity';
import { schur } from './schur';
import { sixtyForty } from './sixty-forty';
import type { Strategy } from './types';
import { volatilityTargeting } from './volatility-targeting';

/** Every way from a view to weights. A new one is a file and a line here; contract tests follow. */
export const STRATEGIES = {
  'mean-variance': meanVariance,
  'min-variance': minVariance,
  'risk-parity': riskParity,
  'equal-weight': equalWeight,
  'sixty-forty': sixtyForty,
  'inverse-volatility': inverseVolatility,
  hrp,
  herc,
  nco,
  schur,
  resampled,
  momentum,
  'low-volatility': lowVolatility,
  'volatility-targeting': volatilityTargeting,
  'benchmark-tracking': benchmarkTracking,
} as const satisfies Record<string, Strategy>;

export type StrategyId = keyof typeof STRATEGIES;
