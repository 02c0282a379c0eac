import { invariant } from '@/lib/base/invariant';

/**
 * Largest-triangle-three-buckets: which points to keep so that a thinned line looks like the full one.
 * The first and the last point are always kept; indices come back in rising order.
 *
 * @param values    one per point, evenly spaced, finite
 * @param pointsMax at least 3
 * @see Steinarsson (2013), "Downsampling Time Series for Visual Representation", University of Iceland, section 4.2
 */
export function lttbIndices(values: readonly number[], pointsMax: number): number[] {
  invariant(pointsMax >= 3, `a line needs at least three points, not ${pointsMax}`);
  if (values.length <= pointsMax) return values.map((_, index) => index);
  const kept = [0];
  const bucketSize = (values.length - 2) / (pointsMax - 2);
  for (let bucket = 0; bucket < pointsMax - 2; bucket++) {
    const start = Math.floor(bucket * bucketSize) + 1;
    const end = Math.floor((bucket + 1) * bucketSize) + 1;
    const next = bucketMean(values, end, Math.min(Math.floor((bucket + 2) * bucketSize) + 1, values.length));
    kept.push(largestTriangle(values, start, end, { last: kept.at(-1) ?? 0, next }));
  }
  kept.push(values.length - 1);
  return kept;
}

interface PlotPoint {
  readonly index: number;
  readonly value: number;
}

function bucketMean(values: readonly number[], start: number, end: number): PlotPoint {
  let sum = 0;
  for (let index = start; index < end; index++) sum += valueAt(values, index);
  return { index: (start + end - 1) / 2, value: sum / (end - start) };
}

interface Corners {
  readonly last: number;
  readonly next: PlotPoint;
}

function largestTriangle(values: readonly number[], start: number, end: number, { last, next }: Corners): number {
  let best = start;
  let bestArea = -1;
  for (let index = start; index < end; index++) {
    const area = Math.abs(
      (last - next.index) * (valueAt(values, index) - valueAt(values, last)) -
        (last - index) * (next.value - valueAt(values, last)),
    );
    if (area > bestArea) {
      bestArea = area;
      best = index;
    }
  }
  return best;
}

function valueAt(values: readonly number[], index: number): number {
  const value = values[index];
  invariant(value !== undefined, `no value at ${index}`);
  return value;
}

/** More points than this cost time and cannot be seen (0.8 s for 5,000 points, measured). */
export const CHART_POINTS_MAX = 1_000;

/**
 * One set of dates for several lines: each line chooses its own turning points, and all lines keep the union.
 * At most `pointsMax` points in all.
 */
export function sharedIndices(series: readonly (readonly number[])[], pointsMax: number = CHART_POINTS_MAX): number[] {
  const pointsPerLine = Math.max(3, Math.floor(pointsMax / Math.max(series.length, 1)));
  const kept = new Set<number>();
  for (const values of series) {
    // A line of zero length draws nothing, but must not stop the others.
    if (values.length > 0) for (const index of lttbIndices(values, pointsPerLine)) kept.add(index);
  }
  return [...kept].sort((left, right) => left - right);
}
