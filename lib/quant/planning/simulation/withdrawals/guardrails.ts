import type { WithdrawalRule } from '../types';

/** The rate may be a fifth above or below the first before spending is moved by a tenth. */
const GUARDRAIL = 0.2;
const ADJUSTMENT = 0.1;

/** In the last fifteen years spending is no longer cut. */
const CUT_YEARS_LEFT_MIN = 15;

/**
 * Raised with inflation, but not after a losing year in which the rate is above the first one; cut by a tenth where the
 * rate has risen by a fifth, raised by a tenth where it has fallen by a fifth.
 *
 * @see Guyton & Klinger (2006), "Decision Rules and Maximum Initial Withdrawal Rates", Journal of Financial Planning 19(3)
 */
export const guardrails: WithdrawalRule = {
  id: 'guardrails',
  name: 'Guardrails (Guyton and Klinger)',
  nextYear: ({ previous, wealth, inflation, yearReturn, yearsLeft }, firstRate) => {
    if (!(wealth > 0)) return 0;
    const isFrozen = yearReturn < 0 && previous / wealth > firstRate;
    const spending = isFrozen ? previous : previous * (1 + inflation);
    const rate = spending / wealth;
    if (rate > firstRate * (1 + GUARDRAIL) && yearsLeft > CUT_YEARS_LEFT_MIN) return spending * (1 - ADJUSTMENT);
    if (rate < firstRate * (1 - GUARDRAIL)) return spending * (1 + ADJUSTMENT);
    return spending;
  },
};
