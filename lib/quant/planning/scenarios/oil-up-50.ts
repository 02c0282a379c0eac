import { shockScenario } from '../shock';

/** A supply shock, as in 1990 or early 2022. */
export const oilUp50 = shockScenario('oil-up-50', 'Oil +50 %', [{ kind: 'factor', factor: 'oil', move: 0.5 }]);
