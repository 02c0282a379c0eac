/** The npm package quadprog publishes no types. Arrays count from 1. */
declare module 'quadprog' {
  interface Outcome {
    readonly solution: number[];
    readonly message: string;
  }
  const quadprog: {
    readonly solveQP: (
      hessian: readonly (readonly number[])[],
      linear: readonly number[],
      constraints: readonly (readonly number[])[],
      minimums: readonly number[],
      equations: number,
    ) => Outcome;
  };
  export default quadprog;
}
