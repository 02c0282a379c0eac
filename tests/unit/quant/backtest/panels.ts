import { dayNumberFromCivil, weekday } from '@/lib/base/iso-day';
import type { Instrument } from '@/lib/quant/market/instrument';
import { KNOWN, makePanel, type PricePanel } from '@/lib/quant/market/panel';
import { randomStream } from '@/lib/quant/math/rng';

const SATURDAY = 6;
const SUNDAY = 0;

/** Consecutive Mondays to Fridays. */
export function weekdaysFrom(year: number, month: number, day: number, count: number): number[] {
  const days: number[] = [];
  for (let number = dayNumberFromCivil(year, month, day); days.length < count; number++) {
    if (weekday(number) !== SATURDAY && weekday(number) !== SUNDAY) days.push(number);
  }
  return days;
}

/** Rows of closes, one entry an instrument; NaN where there is none. The closes are total-return prices. */
export function panelOf(
  instruments: readonly Instrument[],
  days: readonly number[],
  rows: readonly (readonly number[])[],
): PricePanel {
  const close = Float64Array.from(rows.flat());
  const known = Uint8Array.from(close, (price) => (Number.isNaN(price) ? KNOWN.absent : KNOWN.observed));
  return makePanel({
    instruments,
    days: Int32Array.from(days),
    layers: { close, totalReturnIndex: close },
    known,
    basis: 'total-return',
    source: { kind: 'inline', label: 'test' },
  });
}

/** A seeded random walk for each instrument: enough to move holdings, no claim to look like a market. */
export function randomPanel(instruments: readonly Instrument[], days: readonly number[], seed: number): PricePanel {
  const stream = randomStream(seed);
  const prices = instruments.map((_, i) => 20 + 15 * i);
  const rows = days.map(() => {
    instruments.forEach(({ assetClass }, i) => {
      const spread = assetClass === 'cash' ? 0.0001 : 0.02 + 0.005 * i;
      prices[i] = prices[i]! * (1 + 0.0002 + spread * (stream.nextUniform() - 0.5));
    });
    return [...prices];
  });
  return panelOf(instruments, days, rows);
}
