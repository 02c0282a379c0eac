import { creditSpread } from './factors/credit-spread';
import { dollar } from './factors/dollar';
import type { Factor } from './factors/factor';
import { gold } from './factors/gold';
import { oil } from './factors/oil';
import { yieldLevel } from './factors/yield-level';
import { yieldLong } from './factors/yield-long';
import { yieldShort } from './factors/yield-short';

/** What a scenario can move besides instruments and asset classes. */
export const FACTORS = {
  'yield-level': yieldLevel,
  'yield-short': yieldShort,
  'yield-long': yieldLong,
  'credit-spread': creditSpread,
  dollar,
  oil,
  gold,
} as const satisfies Record<string, Factor>;

export type FactorId = keyof typeof FACTORS;
