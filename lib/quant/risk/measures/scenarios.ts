/** What returns may turn out to be: the days of a sample, or drawn ones. */
export interface Scenarios {
  /** Row-major T x n, simple returns a period, oldest first. */
  readonly returns: Float64Array;
  readonly observations: number;
  /** Length T, at least 0, of sum 1; absent = all equally likely. */
  readonly probabilities?: Float64Array;
}

export const probabilitiesOf = ({ probabilities, observations }: Scenarios): Float64Array =>
  probabilities ?? new Float64Array(observations).fill(1 / observations);
