/** Quantities have so many decimals at most; the powers are exact, and raising to one anew costs more than a look-up. */
const STEPS_PER_UNIT: readonly number[] = Array.from({ length: 19 }, (_, decimals) => 10 ** decimals);

/** Plans and backtests count quantities in doubles that hold integers; the ledger holds the same counts as bigint. */
export const stepsToQuantity = (steps: number, quantityDecimals: number): number =>
  steps / STEPS_PER_UNIT[quantityDecimals]!;

export const stepsPerUnit = (quantityDecimals: number): number => STEPS_PER_UNIT[quantityDecimals]!;

/** Beyond 2^53 - 1 a double cannot count single steps any more: no position grows past it. */
export const POSITION_STEPS_MAX = Number.MAX_SAFE_INTEGER;
