/** Plans and backtests count quantities in doubles that hold integers; the ledger holds the same counts as bigint. */
export const stepsToQuantity = (steps: number, quantityDecimals: number): number => steps / 10 ** quantityDecimals;

export const stepsPerUnit = (quantityDecimals: number): number => 10 ** quantityDecimals;

/** Beyond 2^53 - 1 a double cannot count single steps any more: no position grows past it. */
export const POSITION_STEPS_MAX = Number.MAX_SAFE_INTEGER;
