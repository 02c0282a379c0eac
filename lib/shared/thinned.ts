/** At most so many row numbers evenly apart, the first and the last among them. @param pointsMax at least 2 */
export function thinned(count: number, pointsMax: number): number[] {
  const step = Math.max(1, Math.ceil((count - 1) / (pointsMax - 1)));
  const rows = Array.from({ length: Math.ceil(count / step) }, (_, at) => at * step);
  if (count > 0 && rows.at(-1) !== count - 1) rows.push(count - 1);
  return rows;
}
