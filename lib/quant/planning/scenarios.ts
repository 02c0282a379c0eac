import type { PricePanel } from '../market/panel';
import { correlationsOne } from './scenarios/correlations-one';
import { covid2020 } from './scenarios/covid-2020';
import { creditWider } from './scenarios/credit-wider';
import { crisis2008 } from './scenarios/crisis-2008';
import { curveFlatter } from './scenarios/curve-flatter';
import { curveSteeper } from './scenarios/curve-steeper';
import { dollarUp10 } from './scenarios/dollar-up-10';
import { dotCom } from './scenarios/dot-com';
import { equitiesDown30 } from './scenarios/equities-down-30';
import { goldDown20 } from './scenarios/gold-down-20';
import { inflationShock } from './scenarios/inflation-shock';
import { late2018 } from './scenarios/late-2018';
import { liquidityFreeze } from './scenarios/liquidity-freeze';
import { oilUp50 } from './scenarios/oil-up-50';
import { rates2022 } from './scenarios/rates-2022';
import { ratesUp1 } from './scenarios/rates-up-1';
import { summer2011 } from './scenarios/summer-2011';
import { volatilityDoubled } from './scenarios/volatility-doubled';
import { yieldsDown1 } from './scenarios/yields-down-1';
import { yieldsUp2 } from './scenarios/yields-up-2';
import { SIMULATED_CRISES } from './simulated-crises';
import type { Scenario } from './types';

/** In the order shown: what happened, then what might. */
export const SCENARIOS = {
  'dot-com': dotCom,
  'crisis-2008': crisis2008,
  'summer-2011': summer2011,
  'late-2018': late2018,
  'covid-2020': covid2020,
  'rates-2022': rates2022,
  'equities-down-30': equitiesDown30,
  'rates-up-1': ratesUp1,
  'yields-up-2': yieldsUp2,
  'yields-down-1': yieldsDown1,
  'curve-steeper': curveSteeper,
  'curve-flatter': curveFlatter,
  'credit-wider': creditWider,
  'dollar-up-10': dollarUp10,
  'oil-up-50': oilUp50,
  'gold-down-20': goldDown20,
  'inflation-shock': inflationShock,
  'volatility-doubled': volatilityDoubled,
  'correlations-one': correlationsOne,
  'liquidity-freeze': liquidityFreeze,
} as const satisfies Record<string, Scenario>;

export type ScenarioId = keyof typeof SCENARIOS;

/**
 * What a recommendation is stored with. A list of its own: a recommendation must repeat to the same numbers, so a new
 * scenario in the registry does not enter it by itself.
 */
export const RECOMMENDED_SCENARIOS: readonly Scenario[] = [
  crisis2008,
  covid2020,
  rates2022,
  equitiesDown30,
  ratesUp1,
  volatilityDoubled,
];

/** All that can be asked of these prices: a simulated market has its own past, under its own names. */
export function scenariosFor({ source }: Pick<PricePanel, 'source'>): readonly Scenario[] {
  const all = Object.values<Scenario>(SCENARIOS);
  if (source.kind !== 'simulated') return all;
  return [...SIMULATED_CRISES, ...all.filter(({ kind }) => kind !== 'history')];
}
