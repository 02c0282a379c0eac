import { shockScenario } from '../shock';

/** Investment-grade spreads about as wide again as in March 2020 at their worst. */
export const creditWider = shockScenario('credit-wider', 'Credit spreads +2 points', [
  { kind: 'factor', factor: 'credit-spread', move: 0.02 },
]);
