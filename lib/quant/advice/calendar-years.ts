import { fullYears, type YearReturn } from '../market/calendar-years';
import type { PricePanel } from '../market/panel';
import { calendarOf } from '../market/universe';

/**
 * What the mix, bought at the start of each full calendar year and held through it, would have returned.
 * Years in which a held instrument had no price are left out.
 *
 * @param weights length n, in the panel's order; what is missing to one earns nothing
 */
export function calendarYearReturns(panel: PricePanel, weights: Float64Array): YearReturn[] {
  const n = panel.instruments.length;
  const { totalReturnIndex } = panel.layers;
  return fullYears(panel.days, calendarOf(panel.instruments)).flatMap(({ year, from, to }) => {
    let total = 0;
    for (let i = 0; i < n; i++) {
      if (weights[i] === 0) continue;
      total += weights[i]! * (totalReturnIndex[to * n + i]! / totalReturnIndex[from * n + i]! - 1);
    }
    return Number.isFinite(total) ? [{ year, return: total }] : [];
  });
}

/** Daily returns of the mix held at constant weights over the last rows of the panel; rows with an unknown price are left out. */
export function mixReturns(panel: PricePanel, weights: Float64Array, rows: number): Float64Array {
  const n = panel.instruments.length;
  const { totalReturnIndex } = panel.layers;
  const returns: number[] = [];
  for (let t = Math.max(1, panel.dayCount - rows); t < panel.dayCount; t++) {
    let total = 0;
    for (let i = 0; i < n; i++) {
      if (weights[i] !== 0)
        total += weights[i]! * (totalReturnIndex[t * n + i]! / totalReturnIndex[(t - 1) * n + i]! - 1);
    }
    if (Number.isFinite(total)) returns.push(total);
  }
  return Float64Array.from(returns);
}
