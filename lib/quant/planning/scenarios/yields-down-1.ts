import { shockScenario } from '../shock';

/** The flight to safety: what loses when yields fall. */
export const yieldsDown1 = shockScenario('yields-down-1', 'Interest rates -1 point, the rest follows', [
  { kind: 'factor', factor: 'yield-level', move: -0.01 },
]);
