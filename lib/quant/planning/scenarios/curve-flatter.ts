import { shockScenario } from '../shock';

/** A flatter curve: the central bank raises its rate and the long end does not follow. */
export const curveFlatter = shockScenario('curve-flatter', 'Short-term rates +1 point, long-term unchanged', [
  { kind: 'factor', factor: 'yield-short', move: 0.01 },
  { kind: 'factor', factor: 'yield-long', move: 0 },
]);
