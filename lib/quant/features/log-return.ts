import type { Feature } from './feature';
import { numberParameter } from './parameters';
import { indexBack, perInstrument, windowDays } from './shared';

/** Natural logarithm of the growth over the last rows; adds up over time where simple returns compound. */
export const logReturn: Feature = {
  id: 'log-return',
  name: 'Log return',
  unit: 'natural logarithm over the window',
  parameters: [windowDays('Over', 1, 1)],
  lookbackDays: (values) => numberParameter(values, 'windowDays') + 1,
  compute: (view, values) => {
    const rows = numberParameter(values, 'windowDays');
    return perInstrument(view, (column) => Math.log(indexBack(view, column, 0) / indexBack(view, column, rows)));
  },
};
