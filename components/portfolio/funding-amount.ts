/** The bounds of the contract, so that the sentence comes before the request; the service checks again. */
const AMOUNT_MIN = 1;
const AMOUNT_MAX = 10_000_000;

/** One sentence, or undefined when the amount can be paid in. */
export function fundingProblem(amount: number | undefined): string | undefined {
  if (amount === undefined) return 'Write an amount such as 10,000.';
  return amount < AMOUNT_MIN || amount > AMOUNT_MAX ? 'Choose between $1 and $10,000,000.' : undefined;
}

/** Cents, as the ledger takes them. */
export const fundingText = (amount: number): string => amount.toFixed(2);
