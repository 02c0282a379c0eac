import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { invariant } from '@/lib/base/invariant';
import { sharedIndices } from './lttb';
import type { TimePoint } from './time-lines';

interface IdentifiedValues {
  readonly id: string;
  readonly values: readonly number[];
}

/** Dates and lines as the chart draws them: at most 1,000 points, turning points kept. */
export function timePoints(dates: readonly string[], lines: readonly IdentifiedValues[]): TimePoint[] {
  for (const { id, values } of lines) {
    invariant(values.length === dates.length, `${id} has ${values.length} values for ${dates.length} dates`);
  }
  return sharedIndices(lines.map(({ values }) => values)).map((index) => ({
    day: dayNumber(isoDay(dates[index] ?? '')),
    ...Object.fromEntries(lines.map(({ id, values }) => [id, values[index] ?? Number.NaN])),
  }));
}
