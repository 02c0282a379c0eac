import type { SimulationMarket } from '@/lib/quant/planning/simulation/types';
import type { ReturnsSample } from '@/lib/quant/risk/risk-model';

const MONTHS_PER_YEAR = 12;

/** Rows sparser than this leave months without one of their own. */
const PERIODS_PER_YEAR_MIN = 12;

/**
 * Annual moments and rows of any spacing as a market by the month: a twelfth of the annual moments, and runs of so many
 * rows as come nearest to a month compounded, the newest run ending on the last row; as such a run may be longer or shorter than a
 * month, its deviations from the mean are brought to a month's by the square root of time.
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
  const rowsPerMonth = Math.round(periodsPerYear / MONTHS_PER_YEAR);
  const rows = monthlyRows(sample, rowsPerMonth);
  return {
    ...market,
    rows: respread(rows, sample.instruments, Math.sqrt(periodsPerYear / MONTHS_PER_YEAR / rowsPerMonth)),
  };
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

/** Each column's deviations from its mean, times a factor. */
function respread(rows: Float64Array, columns: number, factor: number): Float64Array {
  const means = Float64Array.from({ length: columns }, (_, column) => {
    let sum = 0;
    for (let at = column; at < rows.length; at += columns) sum += rows[at] ?? Number.NaN;
    return (sum * columns) / rows.length;
  });
  return rows.map((value, at) => {
    const mean = means[at % columns] ?? Number.NaN;
    return mean + factor * (value - mean);
  });
}
