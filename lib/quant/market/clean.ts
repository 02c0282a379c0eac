import { byRowThenSymbol, type CleaningAction, type CleaningIssue, type CleaningReport } from './cleaning-report';
import { type AllocateBytes, allocateMask, allocateSharedBytes, KNOWN, makePanel, mapLayers } from './panel';
import type { PricePanel } from './panel';

/**
 * Cleaning with a report. Every rule looks at the row and at earlier rows only: a rule tuned on the whole sample would
 * tell the past which of its prices turned out to be odd.
 */

/** Fewer days than this cannot carry a covariance; an import says so and plans refuse. */
export const HISTORY_DAYS_MIN = 60;

/** Two weeks without a move: rare for anything that trades, usual for a listing that has died. */
export const STALE_RUN_ROWS = 10;

/** Rows of own history before the threshold trusts the instrument's volatility. */
const JUMP_WARM_UP_ROWS = 60;

/** In trailing standard deviations. Real crashes (1987: about 20 on this scale, 2020: 9) are rare enough to be looked at. */
const JUMP_SIGMAS = 12;

/** In log return. Below this nothing is called a jump, or cash-like funds would be full of them. */
const JUMP_LOG_RETURN_MIN = 0.2;

/** In log return: a price that grows or falls by this much in one row is odd whatever came before. */
const JUMP_LOG_RETURN_ALWAYS = 1;

/** Weight of the newest squared return in the trailing variance: a memory of about 60 rows. */
const VARIANCE_UPDATE = 1 / 60;

export interface CleaningOptions {
  /** `quarantine` hides a jump until the next observed price confirms the new level; `flag` only reports it. */
  readonly jumps: 'flag' | 'quarantine';
  readonly allocate?: AllocateBytes;
}

export interface Cleaned {
  readonly panel: PricePanel;
  readonly report: CleaningReport;
}

/** Checks each instrument's history row by row; the result holds the same rows and columns. */
export function cleanPanel(panel: PricePanel, options: CleaningOptions = { jumps: 'flag' }): Cleaned {
  const n = panel.instruments.length;
  const known = allocateMask(panel, options.allocate ?? allocateSharedBytes);
  known.set(panel.known);
  const issues: CleaningIssue[] = [];
  for (let i = 0; i < n; i++) {
    const column = { panel, i, symbol: panel.instruments[i]!.symbol, issues };
    findJumps(column, options.jumps, known);
    findMissing(column);
    if (panel.instruments[i]!.assetClass !== 'cash') findStaleRuns(column);
    findShortHistory(column);
  }
  const report = { issues: issues.sort(byRowThenSymbol) };
  const isUnchanged = known.every((state, k) => state === panel.known[k]);
  return { panel: isUnchanged ? panel : withMask(panel, known, options.allocate ?? allocateSharedBytes), report };
}

function withMask(panel: PricePanel, known: Uint8Array, allocate: AllocateBytes): PricePanel {
  const layers = mapLayers(panel.layers, (values) => {
    const target = new Float64Array(allocate(values.byteLength));
    for (let k = 0; k < values.length; k++) target[k] = known[k] === KNOWN.absent ? Number.NaN : values[k]!;
    return target;
  });
  return makePanel({ ...panel, layers, known });
}

interface Column {
  readonly panel: PricePanel;
  readonly i: number;
  readonly symbol: string;
  readonly issues: CleaningIssue[];
}

type Finding = Pick<CleaningIssue, 'kind' | 'facts'> & { readonly row: number; readonly action?: CleaningAction };

function report({ panel, symbol, issues }: Column, { kind, facts, row, action = 'flagged' }: Finding): void {
  issues.push({ kind, action, symbol, day: panel.days[row]!, row, facts });
}

/** Marks rows whose log return is beyond the threshold that the earlier rows set. Changes `known` when quarantining. */
function findJumps(column: Column, jumps: CleaningOptions['jumps'], known: Uint8Array): void {
  const { panel, i } = column;
  const n = panel.instruments.length;
  const prices = panel.layers.totalReturnIndex;
  let believedRow = -1;
  let quarantinedPrice = Number.NaN;
  let variance = 0;
  let observations = 0;
  for (let t = 0; t < panel.dayCount; t++) {
    const k = t * n + i;
    if (panel.known[k] !== KNOWN.observed) continue;
    const price = prices[k]!;
    if (believedRow !== -1) {
      const logReturn = Math.log(price / prices[believedRow * n + i]!);
      const spread = Math.sqrt(variance * (t - believedRow));
      const limit =
        observations < JUMP_WARM_UP_ROWS ? JUMP_LOG_RETURN_ALWAYS : Math.max(JUMP_LOG_RETURN_MIN, JUMP_SIGMAS * spread);
      const threshold = Math.min(limit, JUMP_LOG_RETURN_ALWAYS);
      const isJump = Math.abs(logReturn) > threshold;
      const isConfirmed = Math.abs(Math.log(price / quarantinedPrice)) <= threshold;
      if (isJump && !isConfirmed) {
        const action = jumps === 'quarantine' ? 'quarantined' : 'flagged';
        report(column, { kind: 'jump', row: t, action, facts: { return: Math.expm1(logReturn), threshold } });
      }
      if (isJump && !isConfirmed && jumps === 'quarantine') {
        known[k] = KNOWN.absent;
        quarantinedPrice = price;
        continue;
      }
      const clipped = Math.max(-threshold, Math.min(threshold, logReturn));
      const square = (clipped * clipped) / (t - believedRow);
      observations++;
      variance += Math.max(VARIANCE_UPDATE, 1 / observations) * (square - variance);
    }
    believedRow = t;
    quarantinedPrice = Number.NaN;
  }
}

/** One finding per gap after the first price, on the row where the price comes back, or on the last row if it does not. */
function findMissing(column: Column): void {
  const { panel, i } = column;
  const n = panel.instruments.length;
  let lastKnownRow = -1;
  const close = (row: number, isOpen: number): void => {
    const firstDay = panel.days[lastKnownRow + 1]!;
    report(column, { kind: 'missing', row, facts: { firstDay, rows: row - lastKnownRow - 1 + isOpen, isOpen } });
  };
  for (let t = 0; t < panel.dayCount; t++) {
    if (panel.known[t * n + i] === KNOWN.absent) continue;
    if (lastKnownRow !== -1 && t - lastKnownRow > 1) close(t, 0);
    lastKnownRow = t;
  }
  if (lastKnownRow !== -1 && lastKnownRow < panel.dayCount - 1) close(panel.dayCount - 1, 1);
}

/** One finding per run, on the row that makes it too long. */
function findStaleRuns(column: Column): void {
  const { panel, i } = column;
  const n = panel.instruments.length;
  let runStart = -1;
  for (let t = 0; t < panel.dayCount; t++) {
    const k = t * n + i;
    if (panel.known[k] !== KNOWN.observed) continue;
    if (runStart === -1 || panel.layers.close[k] !== panel.layers.close[runStart * n + i]) runStart = t;
    if (t - runStart === STALE_RUN_ROWS) {
      report(column, { kind: 'stale-run', row: t, facts: { rows: STALE_RUN_ROWS, firstDay: panel.days[runStart]! } });
    }
  }
}

function findShortHistory(column: Column): void {
  const { panel, i } = column;
  if (panel.dayCount === 0) return;
  const n = panel.instruments.length;
  const observed = Array.from(panel.days, (_, t) => panel.known[t * n + i]).filter((state) => state === KNOWN.observed);
  if (observed.length >= HISTORY_DAYS_MIN) return;
  const facts = { rows: observed.length, rowsMin: HISTORY_DAYS_MIN };
  report(column, { kind: 'short-history', row: panel.dayCount - 1, facts });
}
