import { shockScenario } from '../shock';

/** A steeper curve: lenders ask more for the long term. */
export const curveSteeper = shockScenario('curve-steeper', 'Long-term rates +1 point, short-term unchanged', [
  { kind: 'factor', factor: 'yield-short', move: 0 },
  { kind: 'factor', factor: 'yield-long', move: 0.01 },
]);
