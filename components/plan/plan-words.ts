import { ASSET_CLASSES, type AssetClassId } from '@/components/charts/asset-classes';
import type { NamedOptimizeRequest, SolvedPlan, StressLine } from '@/lib/shared/contracts/recommend';
import type { AimInput } from '@/lib/shared/contracts/recommend';
import { formatDay } from '@/lib/shared/format/date';
import { formatYears } from '@/lib/shared/format/duration';
import { formatMoney } from '@/lib/shared/format/money';
import { formatNumber, MINUS } from '@/lib/shared/format/number';
import { formatPercent, formatPercentRange } from '@/lib/shared/format/percent';
import { limitName } from '@/lib/shared/narrate/en/limits';

/** Of the lines in an answer's test, the one that is the plan itself. */
export const PLAN_LINE = 'plan';

const money = (amount: number): string => formatMoney(amount, 'USD', { decimals: 0 });

/** What the investor asked for, with its figures. */
export function aimWords(aim: AimInput): string {
  switch (aim.kind) {
    case 'most-return':
      return 'the most return at your risk level';
    case 'least-risk':
      return 'the least risk';
    case 'target-return':
      return `a return of ${formatPercent(aim.annualReturn)} a year`;
    case 'keep-capital':
      return `losing no more than ${formatPercent(aim.lossMax, { decimals: 0 })} in a bad year`;
    case 'amount-by-date':
      return `${money(aim.amount)} in ${formatYears(aim.years)}`;
  }
}

const classLabel = (name: string): string =>
  Object.hasOwn(ASSET_CLASSES, name) ? ASSET_CLASSES[name as AssetClassId].label : name;

function groupWords({ name, min, max }: NonNullable<NamedOptimizeRequest['constraints']['groups']>[number]): string {
  const label = classLabel(name);
  const [low, high] = [min ?? 0, max ?? 1];
  if (high === 0) return `no ${label.toLowerCase()}`;
  if (low === high) return `${label} exactly ${formatPercent(low)}`;
  if (low === 0) return `${label} at most ${formatPercent(high, { decimals: 0 })}`;
  return `${label} ${formatPercentRange(low, high, { decimals: 0 })}`;
}

/** The limits of a request, one phrase each. */
export function limitWords({ constraints }: NamedOptimizeRequest): string[] {
  const { weightMax, riskMax, returnMin, groups } = constraints;
  return [
    ...(riskMax ?? []).map(({ value }) => `volatility at most ${formatPercent(value)} a year`),
    ...(returnMin === undefined ? [] : [`expected return at least ${formatPercent(returnMin)} a year`]),
    ...(typeof weightMax === 'number' ? [`no single holding above ${formatPercent(weightMax, { decimals: 0 })}`] : []),
    ...(groups ?? []).map(groupWords),
    'nothing sold short, nothing borrowed',
  ];
}

const SUPERSCRIPTS = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'] as const;

/** Very small figures as people write them: `8.0 × 10⁻¹⁷`; exact zero is `0`. */
export function tinyNumber(value: number): string {
  if (value === 0) return '0';
  const [mantissa = '', exponent = ''] = value.toExponential(1).split('e');
  const power = exponent
    .replace('+', '')
    .replace('-', '⁻')
    .replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? '');
  return `${mantissa.replace('-', MINUS)} × 10${power}`;
}

export interface CashFacts {
  readonly weight: number;
  readonly amount: number;
  readonly yield: number;
  /** What investing it like the rest would be expected to add, money a year; zero when cash is expected to earn more. */
  readonly dragPerYear: number;
}

/** The cash share, what it earns and what it costs: never hidden in the fine print. */
export function cashFacts(
  plan: Pick<SolvedPlan, 'cashWeight' | 'expectedReturn'>,
  cashReturn: number,
  amount: number,
): CashFacts {
  const { cashWeight: weight, expectedReturn } = plan;
  const invested = 1 - weight;
  const investedReturn = invested > 0 ? (expectedReturn.mean - weight * cashReturn) / invested : cashReturn;
  return {
    weight,
    amount: weight * amount,
    yield: cashReturn,
    dragPerYear: Math.max(0, weight * (investedReturn - cashReturn)) * amount,
  };
}

const DAY_MILLISECONDS = 86_400_000;
const DAYS_PER_YEAR = 365.25;

/**
 * The volatility aimed at beside the one that the same rules had on past prices. Undefined where the test was too short
 * to put it per year.
 */
export function volatilityMet({
  request,
  volatility,
  backtest,
}: Pick<SolvedPlan, 'request' | 'volatility' | 'backtest'>): string | undefined {
  const realised = backtest.lines.find(({ id }) => id === PLAN_LINE)?.annualVolatility ?? null;
  if (realised === null) return undefined;
  const limit = request.constraints.riskMax?.[0]?.value;
  const aimed = limit ?? volatility;
  const aim =
    limit === undefined
      ? `This plan is estimated to swing by ${formatPercent(volatility)} a year`
      : `This plan aims at a volatility of no more than ${formatPercent(limit)} a year`;
  const days = (Date.parse(backtest.to) - Date.parse(backtest.from)) / DAY_MILLISECONDS;
  const past = `over the ${formatYears(days / DAYS_PER_YEAR)} of this test the same rules had ${formatPercent(realised)}`;
  // Told from the figures as they are shown, so that the sentence never contradicts them.
  const points = Number(((realised - aimed) * 100).toFixed(1));
  if (points === 0 || (limit !== undefined && points < 0)) return `${aim}; ${past}.`;
  const gap = `${formatNumber(Math.abs(points), { decimals: 1 })} points ${points > 0 ? 'more' : 'less'}`;
  return `${aim}; ${past}, ${gap}. Each decision goes by the swings of the years before it and cannot know those that follow.`;
}

/** When a window of the past was; what a shock does is said by its note. */
export const stressWindow = ({ from, to }: Pick<StressLine, 'from' | 'to'>): string | undefined =>
  from === null || to === null ? undefined : `${formatDay(from)} to ${formatDay(to)}`;

/**
 * Conflicting limits, told together where they say the same: a dozen zero lower limits are one rule, that nothing is
 * sold short.
 */
export function conflictWords(limits: readonly string[], symbols: readonly string[]): string[] {
  const own = (side: 'min' | 'max'): string[] => symbols.filter((symbol) => limits.includes(`${symbol} ${side}`));
  const [floors, ceilings] = [own('min'), own('max')];
  const told = new Set([...floors.map((symbol) => `${symbol} min`), ...ceilings.map((symbol) => `${symbol} max`)]);
  return [
    ...limits.filter((limit) => !told.has(limit)).map(limitName),
    ...(ceilings.length === 0 ? [] : [`no single holding above its limit: ${ceilings.join(', ')}`]),
    ...(floors.length === 0 ? [] : [`nothing sold short: ${floors.join(', ')}`]),
  ];
}
