/** The npm package quadprog publishes no types. Arrays count from 1. */
declare module 'quadprog' {
  interface Outcome {
    readonly solution: number[];
    readonly message: string;
  }
  const quadprog: {
    /** Hessian, linear part, constraints (one column each), their minimums, and how many of them are equations. */
    readonly solveQP: (
      ...problem: [
        readonly (readonly number[])[],
        readonly number[],
        readonly (readonly number[])[],
        readonly number[],
        number,
      ]
    ) => Outcome;
  };
  export default quadprog;
}
