import type { Draws } from './draws';
import type { Inflation } from './types';

const MONTHS_PER_YEAR = 12;

/**
 * Price levels, 1 at the start: length months + 1. Logarithms of a month's inflation follow an AR(1) around the mean,
 * started from its long-run distribution; its size is such that the log inflation of a year has the standard deviation
 * asked for.
 *
 * @param draws untouched where inflation is fixed
 */
export function fillPriceLevels(inflation: Inflation, draws: Draws, levels: Float64Array): void {
  const { persistence, annualVolatility } = inflation;
  const mean = Math.log1p(inflation.annualRate) / MONTHS_PER_YEAR;
  levels[0] = 1;
  if (annualVolatility === 0) {
    for (let month = 1; month < levels.length; month++) levels[month] = Math.exp(mean * month);
    return;
  }
  const deviation = annualVolatility / Math.sqrt(yearFactor(persistence));
  const shock = deviation * Math.sqrt(1 - persistence * persistence);
  let gap = deviation * draws.nextNormal();
  let log = 0;
  for (let month = 1; month < levels.length; month++) {
    log += mean + gap;
    levels[month] = Math.exp(log);
    gap = persistence * gap + shock * draws.nextNormal();
  }
}

/** Variance of the sum of twelve months over the variance of one. */
function yearFactor(persistence: number): number {
  let sum = MONTHS_PER_YEAR;
  for (let lag = 1; lag < MONTHS_PER_YEAR; lag++) sum += 2 * (MONTHS_PER_YEAR - lag) * persistence ** lag;
  return sum;
}
