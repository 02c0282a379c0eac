import { ASSET_CLASSES } from '../market/instrument';
import { KNOWN, type PricePanel } from '../market/panel';

/** A decision waits at most so many rows for a day on which everything alive has an observed price. */
export const WAIT_ROWS_MAX = 5;

export const isObserved = (panel: PricePanel, row: number, column: number): boolean =>
  panel.known[row * panel.instruments.length + column] === KNOWN.observed;

/** Whether the instrument was observed on one of the rows of a week up to this one: alive, though perhaps resting. */
function isAlive(panel: PricePanel, row: number, column: number): boolean {
  for (let back = 0; back < WAIT_ROWS_MAX && row - back >= 0; back++) {
    if (isObserved(panel, row - back, column)) return true;
  }
  return false;
}

/** Whether a decision of an earlier row trades on this one. */
export function isTradeRow(panel: PricePanel, row: number, decisionRow: number): boolean {
  if (row - decisionRow >= WAIT_ROWS_MAX) return true;
  return panel.instruments.every((_, i) => !isAlive(panel, decisionRow, i) || isObserved(panel, row, i));
}

/** Columns of the panel's cash instruments. */
export const cashColumnsOf = ({ instruments }: Pick<PricePanel, 'instruments'>): Int32Array =>
  Int32Array.from(instruments.keys()).filter((i) => !ASSET_CLASSES[instruments[i]!.assetClass].isRisky);

/**
 * Mean return of the cash instruments up to this row, each from the row on which it was known last: what a gap holds back
 * comes with the price that ends it. Undefined when none is known on this row and on an earlier one.
 *
 * @param fromRow the last row up to which cash has been paid; what an instrument earned before it is not paid again
 */
export function cashReturnOnRow(
  panel: PricePanel,
  row: number,
  cashColumns: Int32Array,
  fromRow: number,
): number | undefined {
  const n = panel.instruments.length;
  const { totalReturnIndex } = panel.layers;
  let sum = 0;
  let count = 0;
  for (const i of cashColumns) {
    const here = row * n + i;
    if (panel.known[here] === KNOWN.absent) continue;
    let before = row - 1;
    while (before >= fromRow && panel.known[before * n + i] === KNOWN.absent) before--;
    if (before < fromRow) continue;
    sum += totalReturnIndex[here]! / totalReturnIndex[before * n + i]! - 1;
    count += 1;
  }
  return count === 0 ? undefined : sum / count;
}

/** Whether a cash instrument has a price on the row. */
export const knowsCash = (panel: PricePanel, row: number, cashColumns: Int32Array): boolean =>
  cashColumns.some((i) => panel.known[row * panel.instruments.length + i] !== KNOWN.absent);

/** The first day on which one of the symbols has been known for so many rows in a row; undefined when there is none. */
export function firstDayWithHistory(
  panel: PricePanel,
  symbols: readonly string[],
  rowsNeeded: number,
): number | undefined {
  const n = panel.instruments.length;
  const columns = Array.from(panel.instruments.keys()).filter((i) => symbols.includes(panel.instruments[i]!.symbol));
  const runs = new Int32Array(n);
  for (let row = 0; row < panel.dayCount; row++) {
    for (const i of columns) {
      runs[i] = panel.known[row * n + i] === KNOWN.absent ? 0 : runs[i]! + 1;
      if (runs[i] >= rowsNeeded) return panel.days[row];
    }
  }
  return undefined;
}
