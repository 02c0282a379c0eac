import { shockScenario } from '../shock';

/** About the rise of 2014 to 2015, or of 2022, at once. */
export const dollarUp10 = shockScenario('dollar-up-10', 'US dollar +10 %', [
  { kind: 'factor', factor: 'dollar', move: 0.1 },
]);
