import type { Feature } from './feature';
import { numberParameter } from './parameters';
import { perInstrument, returnBetween, windowDays } from './shared';

/** Total return over the last rows, dividends included. */
export const simpleReturn: Feature = {
  id: 'simple-return',
  name: 'Return',
  unit: 'decimal over the window',
  parameters: [windowDays('Over', 1, 1)],
  lookbackDays: (values) => numberParameter(values, 'windowDays') + 1,
  compute: (view, values) => {
    const rows = numberParameter(values, 'windowDays');
    return perInstrument(view, (column) => returnBetween(view, column, rows, 0));
  },
};
