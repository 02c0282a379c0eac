import type { RefusedAdvice } from '@/lib/quant/advice/recommend';
import type { NearestFeasible } from '@/lib/quant/optimize/types';
import type { RefusedPlan } from '@/lib/shared/contracts/recommend';
import { gapWords, limitWords, listWords } from '@/lib/shared/narrate/en/limits';
import { narrate } from '@/lib/shared/narrate/narrate';
import { classNames } from './class-names';
import { weightMap } from './plan-info';

type Infeasible = Extract<RefusedAdvice['decision'], { status: 'infeasible' }>;

const NEXT_STEP = 'Add instruments, or choose another aim or risk level.';

/** No weight may go below zero, whichever instrument shows it: the limit is one, not one an instrument. */
function conflictWords(limits: readonly string[], symbols: readonly string[]): string {
  const isFloor = (limit: string): boolean => symbols.some((symbol) => limit === `${symbol} min`);
  const named = limits.filter((limit) => !isFloor(limit)).map(limitWords);
  const words = named.length < limits.length ? [...named, 'no short positions'] : named;
  return words.length === 1
    ? `This limit cannot be kept: ${listWords(words)}.`
    : `These limits cannot all be kept: ${listWords(words)}.`;
}

function nearestWords(nearest: NearestFeasible | undefined): string[] {
  if (nearest === undefined || nearest.relaxed.length === 0) return [];
  return [`The nearest mix ${listWords(nearest.relaxed.map(gapWords))}.`];
}

function infeasibleText({ conflictingLimits, nearestFeasible }: Infeasible, symbols: readonly string[]): string {
  return [conflictWords(conflictingLimits, symbols), ...nearestWords(nearestFeasible), NEXT_STEP].join(' ');
}

/** What keeps a plan from being made, in plain sentences with a next step. */
export function refusedPlan({ level, instruments, decision }: RefusedAdvice): RefusedPlan {
  // The status stands here so that keys keep the contract's order; each case below says its own.
  const nothing = {
    profile: level,
    status: 'infeasible' as const,
    request: null,
    conflictingConstraints: [],
    nearestFeasible: null,
  };
  switch (decision.status) {
    case 'infeasible': {
      const { conflictingLimits, nearestFeasible } = decision;
      const symbols = instruments.map(({ symbol }) => symbol);
      const nearest =
        nearestFeasible === undefined
          ? null
          : {
              weights: weightMap(instruments, nearestFeasible.weights),
              relaxed: nearestFeasible.relaxed.map((entry) => ({ ...entry })),
            };
      return {
        ...nothing,
        conflictingConstraints: [...conflictingLimits],
        nearestFeasible: nearest,
        text: infeasibleText(decision, symbols),
      };
    }
    case 'out-of-reach':
      return { ...nothing, text: decision.facts.map(narrate).join(' ') };
    case 'insufficient-history':
      return {
        ...nothing,
        status: 'insufficient-history',
        text: `The plan needs ${decision.daysNeeded} trading days of prices; too short: ${decision.symbols.join(', ')}.`,
      };
    case 'missing-class':
      return {
        ...nothing,
        text: `Expected returns need something to start from: add at least one instrument out of ${classNames(decision.assetClasses)}.`,
      };
    case 'not-converged':
    case 'unbounded':
      return {
        ...nothing,
        status: 'not-converged',
        text: 'The calculation could not be finished with a certificate, so there is no plan to show.',
      };
    case 'refused':
      return { ...nothing, text: decision.message };
  }
}
