import { equalWeight } from './equal-weight';
import { meanVariance } from './mean-variance';
import { minVariance } from './min-variance';
import { riskParity } from './risk-parity';
import { sixtyForty } from './sixty-forty';
import type { Strategy } from './types';

/** Every way from a view to weights. A new one is a file and a line here; contract tests follow. */
export const STRATEGIES = {
  'mean-variance': meanVariance,
  'min-variance': minVariance,
  'risk-parity': riskParity,
  'equal-weight': equalWeight,
  'sixty-forty': sixtyForty,
} as const satisfies Record<string, Strategy>;

export type StrategyId = keyof typeof STRATEGIES;
