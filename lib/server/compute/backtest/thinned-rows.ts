import { isoDayFromNumber } from '@/lib/base/iso-day';

const POINTS_MAX = 1_000;

/** Evenly spread, the first and the last among them, and the last of each year: yearly returns can be read off exactly. */
export function thinnedRows(days: Int32Array): number[] {
  const count = days.length;
  if (count <= POINTS_MAX) return Array.from({ length: count }, (_, row) => row);
  const yearOf = (row: number): string => isoDayFromNumber(days[row] ?? 0).slice(0, 4);
  const rows = Array.from({ length: count - 1 }, (_, row) => row);
  const yearEnds = rows.filter((row) => yearOf(row) !== yearOf(row + 1));
  const spread = POINTS_MAX - yearEnds.length;
  const even = Array.from({ length: spread }, (_, point) => Math.round((point * (count - 1)) / (spread - 1)));
  return [...new Set([...even, ...yearEnds])].sort((left, right) => left - right);
}
