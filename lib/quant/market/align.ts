import { invariant } from '../../base/invariant';
import { CALENDARS, tradingDays } from './calendar';
import type { CalendarId } from './instrument';
import {
  type AllocateBytes,
  allocateDays,
  allocateLayer,
  allocateMask,
  allocateSharedBytes,
  indexOfSymbol,
  KNOWN,
  type LayerId,
  makePanel,
  mapLayers,
  type PricePanel,
} from './panel';

/**
 * Brings instruments with different calendars onto one. Which rows stay is decided row by row, from the day itself or
 * from what was observed on it, and a gap is filled from earlier rows only; so cutting the future off changes nothing.
 */

export type AlignmentRule =
  /** Every row of the panel stays. */
  | { readonly kind: 'union' }
  /** Rows on which this instrument was observed. */
  | { readonly kind: 'anchor'; readonly symbol: string }
  /** Rows that are trading days of the calendar. */
  | { readonly kind: 'calendar'; readonly calendar: CalendarId };

/** A long weekend with a holiday beside it: an instrument silent for longer has stopped, not paused. */
export const CARRY_CALENDAR_DAYS_MAX = 5;

export interface AlignmentOptions {
  readonly rule: AlignmentRule;
  /** How many calendar days an observed value may be carried forward. */
  readonly carryCalendarDaysMax?: number;
  readonly allocate?: AllocateBytes;
}

/** A cell without a value after alignment, although the instrument had been observed before. */
export interface AlignmentGap {
  readonly symbol: string;
  readonly day: number;
}

export interface AlignmentReport {
  readonly rule: AlignmentRule;
  readonly carryCalendarDaysMax: number;
  readonly rowsKept: number;
  /** Every row that is not in the result, by day, with how many observed values it held. */
  readonly rowsDropped: readonly { readonly day: number; readonly observedCount: number }[];
  /** Every carried cell, in row order. */
  readonly carried: readonly { readonly symbol: string; readonly day: number; readonly fromDay: number }[];
  readonly gaps: readonly AlignmentGap[];
  /** Trading days of the rule's calendar, inside the panel's range, for which the panel has no row at all. */
  readonly missingTradingDays: readonly number[];
}

export interface Aligned {
  readonly panel: PricePanel;
  readonly report: AlignmentReport;
}

/** Layers whose last value still describes a day without trading. The others (volume, dividends) belong to their own day. */
const CARRIED_LAYERS: readonly LayerId[] = ['close', 'totalReturnIndex'];

const NEVER = -1;

/**
 * Aligns a panel to one calendar and says everything it did.
 * Dividends and splits of dropped rows are lost to those two layers (the total-return index keeps their effect).
 *
 * @throws InvariantError when the anchor is not in the panel
 */
export function alignPanel(panel: PricePanel, options: AlignmentOptions): Aligned {
  const { rule, carryCalendarDaysMax = CARRY_CALENDAR_DAYS_MAX, allocate = allocateSharedBytes } = options;
  const { isKept, rowsDropped } = chooseRows(panel, rule);
  const source = lastObservedRows(panel, carryCalendarDaysMax);
  const rows = Int32Array.from({ length: panel.dayCount }, (_, t) => t).filter((t) => isKept[t] === 1);
  const n = panel.instruments.length;
  const days = allocateDays(
    rows.map((t) => panel.days[t]!),
    allocate,
  );
  const shape = { instruments: panel.instruments, days };
  const known = allocateMask(shape, allocate);
  rows.forEach((t, row) => {
    for (let i = 0; i < n; i++) {
      const from = source[t * n + i]!;
      if (from === t) known[row * n + i] = panel.known[t * n + i]!;
      else if (from !== NEVER) known[row * n + i] = KNOWN.carried;
    }
  });
  const layers = mapLayers(panel.layers, (values, id) => {
    const target = allocateLayer(shape, allocate);
    const isCarried = CARRIED_LAYERS.includes(id);
    rows.forEach((t, row) => {
      for (let i = 0; i < n; i++) {
        const from = isCarried ? source[t * n + i]! : t;
        if (from !== NEVER) target[row * n + i] = values[from * n + i]!;
      }
    });
    return target;
  });
  const aligned = makePanel({ ...panel, days, layers, known });
  const report = { ...describe(panel, rows, source), rule, carryCalendarDaysMax, rowsKept: rows.length, rowsDropped };
  return { panel: aligned, report: { ...report, missingTradingDays: missingTradingDays(panel, rule) } };
}

function chooseRows(panel: PricePanel, rule: AlignmentRule) {
  const n = panel.instruments.length;
  const anchor = rule.kind === 'anchor' ? indexOfSymbol(panel, rule.symbol) : undefined;
  invariant(rule.kind !== 'anchor' || anchor !== undefined, 'the panel does not hold the anchor of the alignment');
  const isRowKept = (t: number): boolean => {
    if (anchor !== undefined) return panel.known[t * n + anchor] === KNOWN.observed;
    return rule.kind === 'calendar' ? CALENDARS[rule.calendar].isTradingDay(panel.days[t]!) : true;
  };
  const isKept = new Uint8Array(panel.dayCount);
  const rowsDropped: { day: number; observedCount: number }[] = [];
  for (let t = 0; t < panel.dayCount; t++) {
    isKept[t] = isRowKept(t) ? 1 : 0;
    if (isKept[t] === 1) continue;
    const observedCount = panel.known.subarray(t * n, (t + 1) * n).filter((state) => state === KNOWN.observed).length;
    rowsDropped.push({ day: panel.days[t]!, observedCount });
  }
  return { isKept, rowsDropped };
}

/** For each cell the row its value comes from: itself, an earlier one inside the carry limit, or NEVER. */
function lastObservedRows(panel: PricePanel, carryCalendarDaysMax: number): Int32Array {
  const n = panel.instruments.length;
  const source = new Int32Array(panel.known.length).fill(NEVER);
  const lastRow = new Int32Array(n).fill(NEVER);
  for (let t = 0; t < panel.dayCount; t++) {
    for (let i = 0; i < n; i++) {
      const state = panel.known[t * n + i]!;
      if (state === KNOWN.observed) lastRow[i] = t;
      const from = lastRow[i]!;
      const isNear = from !== NEVER && panel.days[t]! - panel.days[from]! <= carryCalendarDaysMax;
      if (state !== KNOWN.absent) source[t * n + i] = t;
      else if (isNear) source[t * n + i] = from;
    }
  }
  return source;
}

function describe(panel: PricePanel, rows: Int32Array, source: Int32Array): Pick<AlignmentReport, 'carried' | 'gaps'> {
  const n = panel.instruments.length;
  const carried: { symbol: string; day: number; fromDay: number }[] = [];
  const gaps: AlignmentGap[] = [];
  const hasStarted = new Uint8Array(n);
  for (const t of rows) {
    for (let i = 0; i < n; i++) {
      const from = source[t * n + i]!;
      const day = panel.days[t]!;
      const { symbol } = panel.instruments[i]!;
      if (from !== NEVER) hasStarted[i] = 1;
      if (from === NEVER && hasStarted[i] === 1) gaps.push({ symbol, day });
      if (from !== NEVER && from !== t) carried.push({ symbol, day, fromDay: panel.days[from]! });
    }
  }
  return { carried, gaps };
}

function missingTradingDays(panel: PricePanel, rule: AlignmentRule): readonly number[] {
  const first = panel.days[0];
  const last = panel.days[panel.dayCount - 1];
  if (rule.kind !== 'calendar' || first === undefined || last === undefined) return [];
  const present = new Set(panel.days);
  return [...tradingDays(rule.calendar, first, last)].filter((day) => !present.has(day));
}
