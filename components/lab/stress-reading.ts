import type { PlanInfo, SolvedPlan, StressLine } from '@/lib/shared/contracts/recommend';
import { formatDay } from '@/lib/shared/format/date';
import { formatPercent } from '@/lib/shared/format/percent';

export const LEVEL_WORDS = {
  conservative: 'Conservative',
  balanced: 'Balanced',
  aggressive: 'Aggressive',
} as const satisfies Record<PlanInfo['profile'], string>;

/** A line that could be computed. */
export interface ComputedStress {
  readonly id: string;
  readonly name: string;
  /** Dates or the size of the shock. */
  readonly description: string | undefined;
  /** Decimal of the portfolio. */
  readonly change: number;
  readonly byInstrument: StressLine['byInstrument'];
  readonly proxied: readonly string[];
  readonly note: string | null;
}

/** A plan's lines; none where it could not be made. */
export interface LevelStress {
  readonly profile: PlanInfo['profile'];
  readonly computed: readonly ComputedStress[];
}

export const isSolved = (plan: PlanInfo): plan is SolvedPlan => plan.status === 'solved';

const windowOf = ({ from, to }: StressLine): string | undefined =>
  from === null || to === null ? undefined : `${formatDay(from)} to ${formatDay(to)}`;

/** Worst first: what hurts most stands on top. */
export function computedStress(stress: readonly StressLine[]): ComputedStress[] {
  return stress
    .flatMap((line): ComputedStress[] => {
      const { id, name, status, portfolioReturn, byInstrument, proxied, note } = line;
      if (status !== 'computed' || portfolioReturn === null) return [];
      return [{ id, name, description: windowOf(line), change: portfolioReturn, byInstrument, proxied, note }];
    })
    .sort((left, right) => left.change - right.change);
}

export interface UnavailableStress {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
}

export const unavailableStress = (stress: readonly StressLine[]): UnavailableStress[] =>
  stress
    .filter(({ status }) => status === 'unavailable')
    .map(({ id, name, note }) => ({ id, name, reason: note ?? 'It could not be computed.' }));

/** What stood in for prices that were not there then. */
export const proxyNote = (proxied: readonly string[]): string | undefined =>
  proxied.length === 0 ? undefined : `Without prices then, and taken from alike ones: ${proxied.join(', ')}.`;

/** Contributions below this round to nothing on the page. */
const SHOWN_PART_MIN = 0.00005;

export interface StressPart {
  readonly symbol: string;
  readonly change: number;
  /** Where the bar of a waterfall begins; it ends at begin + change. */
  readonly begin: number;
}

/** Losses first, then what softened them; the bars lead from zero to the whole. */
export function stressParts(byInstrument: StressLine['byInstrument']): StressPart[] {
  const ordered = Object.entries(byInstrument)
    .filter(([, change]) => Math.abs(change) >= SHOWN_PART_MIN)
    .sort((left, right) => left[1] - right[1]);
  let begin = 0;
  return ordered.map(([symbol, change]) => {
    const part = { symbol, change, begin };
    begin += change;
    return part;
  });
}

/** One sentence for the page: the worst of all. */
export function stressAnswer(computed: readonly ComputedStress[]): string {
  const [worst] = computed;
  if (worst === undefined) return 'None of the bad times could be worked out from the prices at hand.';
  return worst.change < 0
    ? `In the worst of ${computed.length} bad times tested, your plan would have lost ${formatPercent(-worst.change)} of its money.`
    : `None of the ${computed.length} bad times tested would have cost your plan money.`;
}
