import { cvar } from './measures/cvar';
import { averageDrawdown, conditionalDrawdown, maxDrawdown } from './measures/drawdown-measures';
import { entropic } from './measures/entropic';
import { entropicDrawdown } from './measures/entropic-drawdown';
import { downsideDeviation, semideviation, semivariance } from './measures/lower-deviation';
import { meanAbsoluteDeviation } from './measures/mean-absolute-deviation';
import type { RiskMeasure } from './measures/measure';
import { ulcerIndex } from './measures/ulcer-index';
import { worstCase } from './measures/worst-case';

/** Every measure of what a mix may lose; a new one is a file in risk/measures/ and a line here. */
export const RISK_MEASURES = {
  cvar,
  'worst-case': worstCase,
  mad: meanAbsoluteDeviation,
  'average-drawdown': averageDrawdown,
  'max-drawdown': maxDrawdown,
  cdar: conditionalDrawdown,
  semideviation,
  semivariance,
  'downside-deviation': downsideDeviation,
  evar: entropic,
  edar: entropicDrawdown,
  ulcer: ulcerIndex,
} as const satisfies Record<string, RiskMeasure>;

export type RiskMeasureId = keyof typeof RISK_MEASURES;

export const isRiskMeasure = (name: string): name is RiskMeasureId => Object.hasOwn(RISK_MEASURES, name);

/** A measure that grows in proportion to the weights is the sum of what its slope gives each of them; a square is not. */
export function sharesAddUp(id: RiskMeasureId): boolean {
  const { relations }: RiskMeasure = RISK_MEASURES[id];
  return relations.includes('scaling');
}

/** Tail measures look at the worst 5 % unless told otherwise. */
export const CONFIDENCE_DEFAULT = 0.95;
