import type { PlanInfo } from '@/lib/shared/contracts/recommend';
import type { StressMixId, StressStudy, StressStudyOutcome } from '@/lib/shared/contracts/stress-lab';
import { formatDay } from '@/lib/shared/format/date';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';

export const LEVEL_WORDS = {
  conservative: 'Conservative',
  balanced: 'Balanced',
  aggressive: 'Aggressive',
} as const satisfies Record<PlanInfo['profile'], string>;

export const MIX_WORDS = {
  plan: 'Your plan',
  conservative: 'Conservative plan',
  balanced: 'Balanced plan',
  aggressive: 'Aggressive plan',
  holdings: 'What you hold now',
  'equal-weight': 'Equal weight',
  'sixty-forty': '60/40',
} as const satisfies Record<StressMixId, string>;

export const KIND_WORDS = {
  history: 'Past crises',
  shock: 'Sudden shocks',
  risk: 'A bad year',
  own: 'Your own',
} as const satisfies Record<StressStudy['kind'], string>;

/** Dates of a past window; undefined for what has none. */
export const windowOf = ({ from, to }: Pick<StressStudy, 'from' | 'to'>): string | undefined =>
  from === null || to === null ? undefined : `${formatDay(from)} to ${formatDay(to)}`;

/** Worst first: what hurts most stands on top. */
export const computedStress = (studies: readonly StressStudyOutcome[]): StressStudy[] =>
  studies
    .flatMap((outcome) => (outcome.status === 'computed' ? [outcome.study] : []))
    .sort((left, right) => left.change - right.change);

export interface UnavailableStress {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
}

export const unavailableStress = (studies: readonly StressStudyOutcome[]): UnavailableStress[] =>
  studies.flatMap((outcome) =>
    outcome.status === 'unavailable' ? [{ id: outcome.id, name: outcome.name, reason: outcome.reason }] : [],
  );

/** What stood in for prices that were not there then. */
export const proxyNote = (proxied: readonly string[]): string | undefined =>
  proxied.length === 0 ? undefined : `Estimated, for want of its own figures: ${proxied.join(', ')}.`;

/** A range that rounds to one figure says nothing. */
const SHOWN_RANGE_MIN = 0.001;

/** "Nine times in ten between −12% and −4%". */
export const rangeNote = (range: StressStudy['range']): string | undefined =>
  range === null || range.high - range.low < SHOWN_RANGE_MIN
    ? undefined
    : `Nine times in ten between ${formatPercent(range.low, { sign: 'always' })} and ${formatPercent(range.high, { sign: 'always' })}.`;

/** Contributions below this round to nothing on the page. */
const SHOWN_PART_MIN = 0.00005;

export interface StressPart {
  readonly symbol: string;
  readonly change: number;
  /** Where the bar of a waterfall begins; it ends at begin + change. */
  readonly begin: number;
}

/** Losses first, then what softened them; the bars lead from zero to the whole. */
export function stressParts(byInstrument: StressStudy['byInstrument']): StressPart[] {
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
export function stressAnswer(computed: readonly StressStudy[]): string {
  const [worst] = computed;
  if (worst === undefined) return 'None of the bad times could be worked out from the prices at hand.';
  return worst.change < 0
    ? `In the worst of ${computed.length} bad times tested, your plan would have lost ${formatPercent(-worst.change)} of its money.`
    : `None of the ${computed.length} bad times tested would have cost your plan money.`;
}

/** What the plan does after the shock, in a sentence. */
export function nextAnswer({ drift, driftMax, orders }: NonNullable<StressStudy['next']>): string {
  const moved = `It would move your plan ${formatPercent(drift)} away from its weights`;
  if (orders.length === 0) return `${moved}, too little for any order.`;
  return drift > driftMax
    ? `${moved}, more than the ${formatPercent(driftMax, { decimals: 0 })} it tolerates: it would trade at once, selling what has become too large and buying what has become too small.`
    : `${moved}, less than the ${formatPercent(driftMax, { decimals: 0 })} it tolerates: it would wait, and make these orders at its next regular date.`;
}

/** Below one in a million a model says nothing about the world. */
const ODDS_MIN = 1e-6;

/** "about 1 in 65", as people say odds. */
export const oddsText = (probability: number): string =>
  probability >= ODDS_MIN ? `about 1 in ${formatNumber(1 / probability, { decimals: 0 })}` : 'less than 1 in a million';

/** Odds of a year: normal, and with the tails of single days, which years have thinned out. */
export const oddsRange = (normal: number, fatTails: number | null): string =>
  fatTails === null
    ? `${oddsText(normal)} if yearly returns follow a bell curve`
    : `${oddsText(normal)} if yearly returns follow a bell curve, and ${oddsText(fatTails)} if extreme years were as frequent as extreme days, which they seldom are`;
