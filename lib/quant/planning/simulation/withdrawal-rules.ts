import type { WithdrawalRule } from './types';
import { fixedPercent } from './withdrawals/fixed-percent';
import { fixedReal } from './withdrawals/fixed-real';
import { floorCeiling } from './withdrawals/floor-ceiling';
import { guardrails } from './withdrawals/guardrails';

/** How a retirement income is set from year to year. */
export const WITHDRAWAL_RULES = {
  'fixed-real': fixedReal,
  'fixed-percent': fixedPercent,
  guardrails,
  'floor-ceiling': floorCeiling,
} as const satisfies Record<string, WithdrawalRule>;
