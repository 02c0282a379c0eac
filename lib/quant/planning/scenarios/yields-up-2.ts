import { shockScenario } from '../shock';

/** All yields at once, about as far as in 2022; other classes move as they usually do with yields. */
export const yieldsUp2 = shockScenario('yields-up-2', 'Interest rates +2 points, the rest follows', [
  { kind: 'factor', factor: 'yield-level', move: 0.02 },
]);
