/**
 * Carino's factor: what an amount of one period's return is worth in the sum over periods, before the whole is scaled.
 * Contributions times these, over the same factor of the total return, add up to the total exactly.
 *
 * @param own  simple return of the period, above -1
 * @param other the return it is measured against; 0 for contributions to the return itself
 * @see Carino (1999), "Combining Attribution Effects over Time", Journal of Performance Measurement 3(4)
 */
export function carinoFactor(own: number, other = 0): number {
  const gap = own - other;
  return gap === 0 ? 1 / (1 + other) : Math.log1p(gap / (1 + other)) / gap;
}
