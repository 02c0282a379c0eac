import type { SimulationMarket } from '@/lib/quant/planning/simulation/types';
import type { ReturnsSample } from '@/lib/quant/risk/risk-model';

const MONTHS_PER_YEAR = 12;

/** Rows sparser than this leave months without one of their own. */
const PERIODS_PER_YEAR_MIN = 12;

/**
 * Annual moments and rows of any spacing as a market by the month: a twelfth of the annual moments, and runs of so many
 * rows as make a month compounded, the newest run ending on the last row.
 *
 * @param sample absent with moments alone
 */
export function monthlyMarket(
  annual: { readonly expectedReturns: Float64Array; readonly covariance: Float64Array },
  sample: ReturnsSample | undefined,
  periodsPerYear: number,
): SimulationMarket {
  const market = {
    means: annual.expectedReturns.map((value) => value / MONTHS_PER_YEAR),
    covariance: annual.covariance.map((value) => value / MONTHS_PER_YEAR),
  };
  if (sample === undefined || periodsPerYear < PERIODS_PER_YEAR_MIN) return market;
  return { ...market, rows: monthlyRows(sample, Math.round(periodsPerYear / MONTHS_PER_YEAR)) };
}

function monthlyRows({ returns, observations, instruments }: ReturnsSample, rowsPerMonth: number): Float64Array {
  const months = Math.floor(observations / rowsPerMonth);
  const rows = new Float64Array(months * instruments);
  const first = observations - months * rowsPerMonth;
  for (let month = 0; month < months; month++) {
    for (let column = 0; column < instruments; column++) {
      let growth = 1;
      for (let row = 0; row < rowsPerMonth; row++) {
        growth *= 1 + (returns[(first + month * rowsPerMonth + row) * instruments + column] ?? Number.NaN);
      }
      rows[month * instruments + column] = growth - 1;
    }
  }
  return rows;
}
