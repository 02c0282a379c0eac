import { indexOfDay, type PricePanel } from '../../market/panel';
import { rowsPerYear } from '../../strategy/rows-per-year';
import { firstDayWithHistory } from '../prices';
import type { DayWindow } from './trial-run';

/** Rows kept out between choosing and judging, so that no week lies in both. */
export const EMBARGO_ROWS = 5;

/** Below two years to choose on every figure would be noise; below one to be judged on none may be annualised. */
const TRAIN_YEARS_MIN = 2;
const HOLDOUT_YEARS_MIN = 1;

export interface SearchWindows {
  readonly status: 'split';
  /** Where trials are tried and chosen. */
  readonly train: DayWindow;
  readonly trainRows: number;
  /** Untouched until the one that was chosen walks over it. */
  readonly holdout: DayWindow;
  readonly holdoutRows: number;
}

export type SearchWindowsOutcome =
  SearchWindows | { readonly status: 'too-short'; readonly rows: number; readonly rowsNeeded: number };

export interface SearchWindowsRequest extends DayWindow {
  /** The longest look-back that is tried. */
  readonly lookbackDays: number;
  /** Of the window, in (0, 1). */
  readonly trainShare: number;
}

/**
 * The window cut in two, one gap between: all trials begin on the same day, the first on which every instrument has the
 * longest look-back behind it.
 */
export function searchWindows(panel: PricePanel, request: SearchWindowsRequest): SearchWindowsOutcome {
  const { days } = panel;
  const year = rowsPerYear(days);
  const holdoutShare = 1 - request.trainShare;
  const rowsNeeded = Math.ceil(
    Math.max((TRAIN_YEARS_MIN * year) / request.trainShare, (HOLDOUT_YEARS_MIN * year + EMBARGO_ROWS) / holdoutShare),
  );
  const firstDay = panel.instruments.reduce(
    (latest, { symbol }) =>
      Math.max(latest, firstDayWithHistory(panel, [symbol], request.lookbackDays + 1) ?? Infinity),
    request.fromDay,
  );
  const before = indexOfDay(panel, firstDay - 1);
  const firstRow = before === undefined ? 0 : before + 1;
  const lastRow = indexOfDay(panel, request.toDay) ?? -1;
  const rows = Math.max(lastRow - firstRow + 1, 0);
  const trainRows = Math.floor(rows * request.trainShare);
  const holdoutRows = rows - trainRows - EMBARGO_ROWS;
  if (trainRows < TRAIN_YEARS_MIN * year || holdoutRows < HOLDOUT_YEARS_MIN * year)
    return { status: 'too-short', rows, rowsNeeded };
  const holdoutRow = firstRow + trainRows + EMBARGO_ROWS;
  return {
    status: 'split',
    train: { fromDay: days[firstRow]!, toDay: days[firstRow + trainRows - 1]! },
    trainRows,
    holdout: { fromDay: days[holdoutRow]!, toDay: days[lastRow]! },
    holdoutRows,
  };
}
