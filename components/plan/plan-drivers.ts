import type { NarratedFact } from '@/lib/shared/contracts/common';

/** What changed since the plan before: shown apart from the reasons. */
const CHANGE_KEYS = new Set(['plan.moved', 'plan.unchanged']);
/** Said in full beside the cash figures. */
const CASH_KEY = 'plan.cash-share';

interface SortedDrivers {
  readonly reasons: readonly NarratedFact[];
  readonly changes: readonly NarratedFact[];
  readonly cash: NarratedFact | undefined;
}

export function sortDrivers(drivers: readonly NarratedFact[]): SortedDrivers {
  return {
    reasons: drivers.filter(({ key }) => !CHANGE_KEYS.has(key) && key !== CASH_KEY),
    changes: drivers.filter(({ key }) => CHANGE_KEYS.has(key)),
    cash: drivers.find(({ key }) => key === CASH_KEY),
  };
}
