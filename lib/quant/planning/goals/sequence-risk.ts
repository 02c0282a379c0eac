import { followMoney, newTrace } from '../simulation/money-path';
import type { MoneyPlan } from '../simulation/types';

/** The same returns in three orders. */
interface SequenceRisk {
  readonly order: 'worst-first' | 'even' | 'best-first';
  /** At the end of each month, from the start; length months + 1. */
  readonly wealth: Float64Array;
  readonly ruinMonth: number | null;
}

const MONTHS_PER_YEAR = 12;

/**
 * What the order of returns does to money that is being spent: the same yearly returns worst first, at their geometric
 * mean, and best first. Without money in or out all three end alike.
 *
 * @param yearlyReturns simple, one for each year; each year's months grow alike
 */
export function sequenceRisk(money: MoneyPlan, yearlyReturns: Float64Array, levels: Float64Array): SequenceRisk[] {
  const rising = yearlyReturns.slice().sort();
  const years = rising.length;
  const meanLog = rising.reduce((sum, value) => sum + Math.log1p(value), 0) / years;
  const orders = {
    'worst-first': rising,
    even: new Float64Array(years).fill(Math.expm1(meanLog)),
    'best-first': rising.slice().reverse(),
  } as const;
  const months = money.depositsReal.length;
  return (['worst-first', 'even', 'best-first'] as const).map((order) => {
    const returns = Float64Array.from({ length: months }, (_, month) => {
      const year = Math.min(years - 1, Math.floor(month / MONTHS_PER_YEAR));
      return (1 + orders[order][year]!) ** (1 / MONTHS_PER_YEAR) - 1;
    });
    const trace = newTrace(money);
    followMoney(money, returns, levels, trace);
    return { order, wealth: trace.wealth.slice(), ruinMonth: trace.ruinMonth < 0 ? null : trace.ruinMonth };
  });
}
