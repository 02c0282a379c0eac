import type { Instrument } from '@/lib/quant/market/instrument';
import { describeInstrument } from '@/lib/quant/market/known-instruments';

/** The instrument as panels hold it; whether it is known by name is told in the import report. */
export function instrumentOf(symbol: string): Instrument {
  const described: Instrument & { isKnown?: boolean } = { ...describeInstrument(symbol) };
  delete described.isKnown;
  return described;
}
