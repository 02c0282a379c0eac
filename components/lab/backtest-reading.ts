import type { BacktestAccounting, BacktestResult, BacktestRunView } from '@/lib/shared/contracts/backtest';
import { formatMoney } from '@/lib/shared/format/money';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';

/** The plan's own line; a result without it is never stored. */
export const ownRun = (result: Pick<BacktestResult, 'runs'>): BacktestRunView | undefined =>
  result.runs.find(({ id }) => id === 'recommendation');

/** Figures per year exist only where the service found the window long enough to annualise. */
export const isAnnualised = (result: BacktestResult): boolean =>
  result.runs.some(({ metrics }) => metrics.annualReturn !== null);

const whole = (amount: string): string => formatMoney(amount, 'USD', { decimals: 0 });

/** What would have happened, beside the plain rule that is hard to beat; never a promise. */
export function backtestAnswer(result: Pick<BacktestResult, 'startAmount' | 'runs'>): string {
  const own = ownRun(result);
  if (own === undefined) return 'This test has no line for your plan.';
  const start = whole(result.startAmount.amount);
  const equal = result.runs.find(({ id }) => id === 'equal-weight');
  const rest = equal === undefined ? '' : `; the same amount in every holding, ${whole(equal.endValue.amount)}`;
  return `On these past prices your plan would have turned ${start} into ${whole(own.endValue.amount)} after costs${rest}.`;
}

export interface YearReturn {
  readonly year: number;
  /** Decimal; null where a line has no value at the start or the end of the year. */
  readonly returns: ReadonlyMap<BacktestRunView['id'], number>;
  readonly isPartial: boolean;
}

/**
 * Return of each calendar year from the days at hand. The last day of every year is among them, however thinned the
 * series is, so full years are exact; the first and the last year are marked where the window cuts them.
 */
export function yearReturns({ dates, runs }: Pick<BacktestResult, 'dates' | 'runs'>): YearReturn[] {
  const ends = dates.flatMap((date, index) =>
    index === dates.length - 1 || date.slice(0, 4) !== dates[index + 1]?.slice(0, 4) ? [index] : [],
  );
  return ends.flatMap((end, position) => {
    // The first value of the window is worth a start too: the rest of its year.
    const start = position === 0 ? 0 : ends[position - 1];
    if (start === undefined || start === end) return [];
    const returns = runs.flatMap(({ id, values }) => {
      const [from, to] = [values[start], values[end]];
      return from === undefined || to === undefined || from <= 0 ? [] : [[id, to / from - 1] as const];
    });
    const isPartial = position === 0 || (position === ends.length - 1 && !isYearEnd(dates[end]));
    return [{ year: Number(dates[end]?.slice(0, 4)), returns: new Map(returns), isPartial }];
  });
}

/** Markets close for a few days around the new year. */
const isYearEnd = (date: string | undefined): boolean => date !== undefined && date.slice(5) >= '12-28';

/** How often the plan did better than the yardstick, in years that lie wholly inside the window. */
export function yearsTakeaway(years: readonly YearReturn[], yardstickName: string | undefined): string {
  const full = years.flatMap(({ returns, isPartial }) => {
    const [own, yardstick] = [returns.get('recommendation'), returns.get('equal-weight')];
    return isPartial || own === undefined ? [] : [{ own, yardstick }];
  });
  if (full.length === 0) return 'No full calendar year lies inside this window.';
  const count = formatCount(full.length, 'full year');
  const gains = full.filter(({ own }) => own > 0).length;
  if (yardstickName === undefined) return `${gains} of ${count} would have ended with a gain.`;
  const better = full.filter(({ own, yardstick }) => yardstick !== undefined && own > yardstick).length;
  return `${gains} of ${count} would have ended with a gain; ${better} would have beaten ${yardstickName.toLowerCase()}.`;
}

/** A part of what was taken, as a share of the gain before all of them; null where nothing was gained. */
export function shareOfReturn(accounting: BacktestAccounting, part: 'costs' | 'fees' | 'taxes'): number | null {
  const { gain, costs, fees, taxes } = accounting;
  const before = gain + costs + fees + taxes;
  return before > 0 ? accounting[part] / before : null;
}

/** Counts of good and bad months, and the worst of them. */
export function monthsTakeaway(returns: readonly number[]): string {
  const worst = Math.min(...returns);
  const gains = returns.filter((value) => value > 0).length;
  const fell = worst < 0 ? `; the worst lost ${formatPercent(-worst)}` : '';
  return `${gains} of ${formatCount(returns.length, 'month')} would have ended with a gain${fell}.`;
}
