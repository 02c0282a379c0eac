import { shockScenario } from '../shock';

/** About the spring of 2013. */
export const goldDown20 = shockScenario('gold-down-20', 'Gold -20 %', [{ kind: 'factor', factor: 'gold', move: -0.2 }]);
