import type { StressResult } from '@/lib/quant/planning/types';
import type { Fact } from '@/lib/quant/policy/types';
import type { NarratedFact } from '@/lib/shared/contracts/common';
import type { ScenarioAnswer } from '@/lib/shared/contracts/stress-door';
import { narrate } from '@/lib/shared/narrate/narrate';
import type { StressedMix } from './stressed-mix';

/** Nine times in ten a normal variable lies within so many standard deviations. */
const NINE_IN_TEN = 1.6448536269514722;

const narrated = (fact: Fact): NarratedFact => ({ key: fact.key, values: { ...fact.values }, text: narrate(fact) });

/** A portfolio without borrowing keeps at least nothing; one that loses more than all in the middle is left as it is. */
const rangeAround = (middle: number, deviation: number, isLongOnly: boolean) => ({
  low: Math.max(middle - NINE_IN_TEN * deviation, isLongOnly ? -1 : -Infinity),
  high: middle + NINE_IN_TEN * deviation,
});

/** @param isOwn of the reader's own making, by the engine's shocks */
export function scenarioAnswer(result: StressResult, held: StressedMix, isOwn: boolean): ScenarioAnswer {
  const { id, name, status } = result;
  const heading = {
    id,
    name,
    kind: isOwn ? 'own' : result.kind,
    status,
    from: result.from ?? null,
    to: result.to ?? null,
  } as const;
  if (result.status === 'unavailable') {
    const nothing = { portfolioReturn: null, moneyChange: null, range: null, holdings: [], proxied: [] };
    return { ...heading, ...nothing, facts: [narrated(result.reason)] };
  }
  const { contributions, portfolioReturn, moneyChange, deviation, proxied, facts } = result;
  const { instruments, weights, money } = held;
  return {
    ...heading,
    portfolioReturn,
    moneyChange,
    range:
      deviation === undefined || deviation === 0
        ? null
        : rangeAround(
            portfolioReturn,
            deviation,
            weights.every((weight) => weight >= 0),
          ),
    holdings: instruments.flatMap(({ symbol }, column) => {
      const weight = weights[column] ?? Number.NaN;
      const contribution = contributions[column] ?? Number.NaN;
      return weight === 0 ? [] : [{ symbol, weight, contribution, money: contribution * money }];
    }),
    proxied: [...proxied],
    facts: facts.map(narrated),
  };
}
