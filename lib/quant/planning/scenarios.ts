import type { Scenario } from './types';
import { covid2020 } from './scenarios/covid-2020';
import { crisis2008 } from './scenarios/crisis-2008';
import { equitiesDown30 } from './scenarios/equities-down-30';
import { rates2022 } from './scenarios/rates-2022';
import { ratesUp1 } from './scenarios/rates-up-1';
import { volatilityDoubled } from './scenarios/volatility-doubled';

/** In the order shown: what happened, then what might. */
export const SCENARIOS = {
  'crisis-2008': crisis2008,
  'covid-2020': covid2020,
  'rates-2022': rates2022,
  'equities-down-30': equitiesDown30,
  'rates-up-1': ratesUp1,
  'volatility-doubled': volatilityDoubled,
} as const satisfies Record<string, Scenario>;

export type ScenarioId = keyof typeof SCENARIOS;
