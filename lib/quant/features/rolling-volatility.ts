import { CALENDARS } from '../market/calendar';
import { standardDeviation } from '../math/statistics';
import type { Feature } from './feature';
import { numberParameter } from './parameters';
import { lastReturns, perInstrument, windowDays } from './shared';

/** Sample standard deviation (n - 1) of the last simple returns, times the square root of the rows in a year. */
export const rollingVolatility: Feature = {
  id: 'rolling-volatility',
  name: 'Volatility',
  unit: 'decimal per year',
  parameters: [
    windowDays('Over', 2, 63),
    {
      id: 'periodsPerYear',
      name: 'Rows in a year',
      kind: 'number',
      unit: 'rows',
      min: 1,
      max: 366,
      default: CALENDARS.nyse.daysPerYear,
    },
  ],
  lookbackDays: (values) => numberParameter(values, 'windowDays') + 1,
  compute: (view, values) => {
    const rows = numberParameter(values, 'windowDays');
    const toAnnual = Math.sqrt(numberParameter(values, 'periodsPerYear'));
    return perInstrument(view, (column) => {
      const returns = lastReturns(view, column, rows);
      return returns === undefined ? Number.NaN : standardDeviation(returns) * toAnnual;
    });
  },
};
