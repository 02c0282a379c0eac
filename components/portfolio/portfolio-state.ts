import { dayNumber, isoDay, isoDayOfInstant } from '@/lib/base/iso-day';
import { parseMicros } from '@/lib/base/money';
import type { PortfolioView } from '@/lib/shared/contracts/account';

/** What the page has to say first. */
export type PortfolioState =
  'unfunded' | 'rebalancing' | 'no-plan' | 'uninvested' | 'cash-waiting' | 'drifted' | 'on-plan';

/** When idle cash makes at least this part of the drift, placing it is the whole story. */
const CASH_PART_OF_DRIFT_MIN = 0.9;

export function portfolioState(view: PortfolioView): PortfolioState {
  if (view.openRebalanceId !== null) return 'rebalancing';
  if ((parseMicros(view.value.amount) ?? 0n) <= 0n) return 'unfunded';
  if (view.drift === null) return 'no-plan';
  if (view.positions.length === 0) return 'uninvested';
  if (!view.drift.isOutside) return 'on-plan';
  return idleCashWeight(view) >= CASH_PART_OF_DRIFT_MIN * view.drift.total ? 'cash-waiting' : 'drifted';
}

/** Cash above what the plan leaves uninvested, a fraction of the portfolio. */
function idleCashWeight({ positions, missing, cashWeight }: PortfolioView): number {
  const held = positions.reduce((sum, { targetWeight }) => sum + (targetWeight ?? 0), 0);
  const planned = missing.reduce((sum, { targetWeight }) => sum + targetWeight, held);
  return cashWeight - Math.max(0, 1 - planned);
}

export interface DayChange {
  readonly amount: number;
  /** Decimal of the value the day before. */
  readonly ratio: number | null;
  readonly date: string;
}

/** Points further apart than this are not a day and the day after: the history was thinned, or a long weekend lies between. */
const DAYS_APART_MAX = 5;

/** What the last market day added, money paid in on it left out; null without two neighbouring days. */
export function lastDayChange(history: PortfolioView['history']): DayChange | null {
  const [before, last] = history.slice(-2);
  if (before === undefined || last === undefined) return null;
  if (dayNumber(isoDay(last.date)) - dayNumber(isoDay(before.date)) > DAYS_APART_MAX) return null;
  const amount = last.value - before.value - (last.contributed - before.contributed);
  return { amount, ratio: before.value > 0 ? amount / before.value : null, date: last.date };
}

export interface PriceAge {
  readonly days: number;
  /** live: the market goes on. stale: it should be newer. fixed: the prices come from a file and will not change. */
  readonly kind: 'live' | 'stale' | 'fixed';
}

/** A weekend and a holiday; older prices deserve a word. */
const FRESH_DAYS_MAX = 4;

export function priceAge(view: Pick<PortfolioView, 'asOfDate' | 'source'>, nowMilliseconds: number): PriceAge {
  const days = Math.max(0, dayNumber(isoDayOfInstant(nowMilliseconds)) - dayNumber(isoDay(view.asOfDate)));
  if (view.source.kind !== 'simulated') return { days, kind: days > FRESH_DAYS_MAX ? 'fixed' : 'live' };
  return { days, kind: days > FRESH_DAYS_MAX ? 'stale' : 'live' };
}

export interface DriftLine {
  readonly symbol: string;
  readonly name: string;
  readonly assetClass: PortfolioView['positions'][number]['assetClass'];
  readonly weight: number;
  readonly target: number;
  readonly bandLow: number;
  readonly bandHigh: number;
}

/** A rest below this is rounding, not cash that a plan wants. */
const CASH_TARGET_MIN = 1e-9;

/**
 * Held and wanted weights of everything either in the account or in the plan, money in the account included. The band is
 * how far one line may be off before the total drift, half the sum of all gaps, must have passed its limit.
 */
export function driftLines(view: PortfolioView): DriftLine[] {
  const { drift } = view;
  if (drift === null) return [];
  const held = view.positions.map(({ symbol, name, assetClass, weight, targetWeight }) => ({
    symbol,
    name,
    assetClass,
    weight,
    target: targetWeight ?? 0,
  }));
  const missing = view.missing.map(({ symbol, name, assetClass, targetWeight }) => ({
    symbol,
    name,
    assetClass,
    weight: 0,
    target: targetWeight,
  }));
  const lines = [...held, ...missing].sort((left, right) => right.target - left.target || right.weight - left.weight);
  const rest = 1 - lines.reduce((sum, { target }) => sum + target, 0);
  const cash = {
    symbol: 'USD',
    name: 'Money in the account',
    assetClass: 'cash' as const,
    weight: view.cashWeight,
    target: rest > CASH_TARGET_MIN ? rest : 0,
  };
  return [...lines, cash].map((line) => ({
    ...line,
    bandLow: Math.max(0, line.target - drift.max),
    bandHigh: Math.min(1, line.target + drift.max),
  }));
}
