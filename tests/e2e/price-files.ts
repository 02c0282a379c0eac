import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { tableToCsv } from '@/lib/codec/prices/table-to-csv';
import { simulatedMarket, SIMULATED_SEED_DEFAULT } from '@/lib/quant/market/simulated-market';

/** The span of the core file, so that both files have the same episodes in them. */
const FIRST_DAY = '2007-03-01';
const LAST_DAY = '2024-06-28';

/** Simulated prices under the names of well-known funds and one index, in the order of the core file. */
const NAMES = {
  'SIM-USEQ': 'SPY',
  'SIM-TECH': 'QQQ',
  'SIM-SMALL': 'IWM',
  'SIM-LTB': 'TLT',
  'SIM-ITB': 'IEF',
  'SIM-CASH': 'SHV',
  'SIM-GOLD': 'GLD',
  'SIM-COMM': 'DBC',
  'SIM-YEN': 'FXY',
  'SIM-USD': 'UUP',
  'SIM-EM': 'DXY',
} as const;

/** The simulated market as a price file on disk; every process of the tests writes the same bytes to its own place. */
export function simulatedPriceFile(): string {
  const file = path.join(tmpdir(), `ballast-simulated-${process.pid}.csv`);
  if (existsSync(file)) return file;
  const panel = simulatedMarket({
    seed: SIMULATED_SEED_DEFAULT,
    firstDay: dayNumber(isoDay(FIRST_DAY)),
    lastDay: dayNumber(isoDay(LAST_DAY)),
  });
  const [header = '', ...lines] = tableToCsv(panel).trimEnd().split(/\r?\n/);
  const symbols = header.split(',');
  const columns = Object.keys(NAMES).map((symbol) => symbols.indexOf(symbol));
  const rows = lines.map((line) => {
    const cells = line.split(',');
    return [cells[0], ...columns.map((column) => cells[column])].join(',');
  });
  writeFileSync(file, [['date', ...Object.values(NAMES)].join(','), ...rows, ''].join('\n'));
  return file;
}

/** The last price in each column of a wide file. */
export function lastCloses(file: string): ReadonlyMap<string, number> {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [header = '', ...lines] = text.trimEnd().split(/\r?\n/);
  const last = lines.at(-1)?.split(',') ?? [];
  return new Map(
    header
      .split(',')
      .slice(1)
      .map((symbol, index) => [symbol, Number(last[index + 1])]),
  );
}
