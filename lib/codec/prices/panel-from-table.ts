import type { DescribeInstrument } from '../../quant/market/known-instruments';
import { allocateMask, KNOWN, makePanel, type PricePanel, type PriceSource } from '../../quant/market/panel';
import type { PriceTable } from './price-table';

export interface TablePanel {
  readonly panel: PricePanel;
  /** Symbols whose asset class, fee and spread are assumptions; pages and answers must say so. */
  readonly unknownSymbols: readonly string[];
}

/** The table as a price panel, on the same memory. */
export function panelFromTable(
  table: PriceTable,
  describe: DescribeInstrument,
  source: PriceSource = { kind: 'file', label: table.fileName },
): TablePanel {
  const unknownSymbols: string[] = [];
  const instruments = table.symbols.map((symbol) => {
    const { isKnown, ...instrument } = describe(symbol);
    if (!isKnown) unknownSymbols.push(symbol);
    return instrument;
  });
  const { days, layers, basis } = table;
  const known = allocateMask({ instruments, days });
  layers.close.forEach((price, cell) => (known[cell] = Number.isNaN(price) ? KNOWN.absent : KNOWN.observed));
  return { panel: makePanel({ instruments, days, layers, known, basis, source }), unknownSymbols };
}
