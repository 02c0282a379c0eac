import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { describeInstrument } from '@/lib/quant/market/known-instruments';
import { KNOWN, makePanel, type PricePanel } from '@/lib/quant/market/panel';
import { CORE_FILE, hasSharedData, readSharedGzip } from '../../../support/shared-data';

export const HAS_CORE_FILE = hasSharedData(CORE_FILE);

/** The ten funds of the main job. */
const FUNDS = ['SPY', 'QQQ', 'IWM', 'TLT', 'IEF', 'SHV', 'GLD', 'DBC', 'FXY', 'UUP'] as const;

/** Total-return closes of the ten funds up to the cut of the shared data. */
export function corePanel(symbols: readonly string[] = FUNDS): PricePanel {
  const [header, ...rows] = readSharedGzip(CORE_FILE).trim().split('\n');
  const columns = symbols.map((symbol) => header!.split(',').indexOf(symbol));
  const cells = rows.map((row) => row.split(',')).filter(([day]) => day! <= '2024-06-28');
  const close = Float64Array.from(
    cells.flatMap((row) => columns.map((column) => (row[column] === '' ? Number.NaN : Number(row[column])))),
  );
  return makePanel({
    instruments: symbols.map((symbol) => describeInstrument(symbol)),
    days: Int32Array.from(cells, ([day]) => dayNumber(isoDay(day!))),
    layers: { close, totalReturnIndex: close },
    known: Uint8Array.from(close, (price) => (Number.isNaN(price) ? KNOWN.absent : KNOWN.observed)),
    basis: 'total-return',
    source: { kind: 'file', label: 'core_multi_asset_wide.csv.gz' },
  });
}
