import { AIM_SENTENCES, PLAN_SENTENCES, STRATEGY_SENTENCES } from './en/plan';
import { EVIDENCE_SENTENCES, POLICY_SENTENCES, TRADE_SENTENCES } from './en/evidence';
import { FORECAST_SENTENCES } from './en/forecast';
import { STRESS_SENTENCES } from './en/stress';
import { type FactValues, FactReader, type Sentence } from './values';

const SENTENCES: ReadonlyMap<string, Sentence> = new Map([
  ...Object.entries(PLAN_SENTENCES),
  ...Object.entries(AIM_SENTENCES),
  ...Object.entries(STRATEGY_SENTENCES),
  ...Object.entries(FORECAST_SENTENCES),
  ...Object.entries(EVIDENCE_SENTENCES),
  ...Object.entries(STRESS_SENTENCES),
  ...Object.entries(TRADE_SENTENCES),
  ...Object.entries(POLICY_SENTENCES),
]);

/** The keys that have a sentence; a test compares them with the keys that the code can say. */
export const narratedKeys = (): readonly string[] => [...SENTENCES.keys()];

/** Notes between parts of the engine have no sentence and are not shown. */
export const isNarrated = ({ key }: { readonly key: string }): boolean => SENTENCES.has(key);

/** The sentence of a fact. A key without one shows itself: a gap to be seen, not to be hidden. */
export function narrate(fact: { readonly key: string; readonly values: FactValues }): string {
  const sentence = SENTENCES.get(fact.key);
  return sentence === undefined ? fact.key : sentence(new FactReader(fact.values));
}
