import { drawdownPath } from '../../risk/drawdown';

/** One stay below an earlier peak. Days are whole days since 1970-01-01. */
export interface DrawdownSpell {
  /** As a return: -0.25 is a quarter lost. */
  readonly depth: number;
  readonly peakDay: number;
  readonly troughDay: number;
  /** Null while the value is still below the peak. */
  readonly recoveryDay: number | null;
  readonly daysToTrough: number;
  /** From the trough back to the peak's value; null while still below. */
  readonly daysToRecovery: number | null;
}

/** Back at the peak but for the rounding of compounding. */
const ROUNDING = 1e-12;

/**
 * The deepest stays below a peak, deepest first; of equal ones the earlier.
 *
 * @param days    length T + 1, whole days since 1970-01-01; the first is the start
 * @param returns length T, simple
 */
export function drawdownTable(days: Int32Array, returns: Float64Array, countMax: number): DrawdownSpell[] {
  const path = drawdownPath(returns);
  const spells: DrawdownSpell[] = [];
  let peak = 0;
  let trough: number | undefined;
  const close = (recovery: number | undefined): void => {
    if (trough !== undefined) spells.push(spellOf(days, path[trough - 1]!, { peak, trough, recovery }));
  };
  for (let at = 1; at <= path.length; at++) {
    if (path[at - 1]! >= -ROUNDING) {
      close(at);
      peak = at;
      trough = undefined;
    } else if (trough === undefined || path[at - 1]! < path[trough - 1]!) trough = at;
  }
  close(undefined);
  return spells.sort((left, right) => left.depth - right.depth || left.peakDay - right.peakDay).slice(0, countMax);
}

function spellOf(
  days: Int32Array,
  depth: number,
  { peak, trough, recovery }: { peak: number; trough: number; recovery: number | undefined },
): DrawdownSpell {
  const [peakDay, troughDay] = [days[peak]!, days[trough]!];
  const recoveryDay = recovery === undefined ? null : days[recovery]!;
  return {
    depth,
    peakDay,
    troughDay,
    recoveryDay,
    daysToTrough: troughDay - peakDay,
    daysToRecovery: recoveryDay === null ? null : recoveryDay - troughDay,
  };
}
