import { alignPanel, type Aligned, type AlignmentRule } from './align';
import type { CalendarId, Instrument } from './instrument';
import { type PricePanel, selectInstruments } from './panel';

/**
 * Where one instrument trades on an exchange, only the exchange's days count: on the others it cannot be decided or
 * traded. Told from what the instruments are and never from their prices, so that the future has no say in it.
 */
export const calendarOf = (instruments: readonly Instrument[]): CalendarId =>
  instruments.some(({ calendar }) => calendar === 'nyse') ? 'nyse' : 'always';

const ruleFor = (instruments: readonly Instrument[]): AlignmentRule =>
  calendarOf(instruments) === 'nyse' ? { kind: 'calendar', calendar: 'nyse' } : { kind: 'union' };

/**
 * These instruments, in this order, on the days they have in common: a coin's weekend goes into its Monday, a price that
 * is missing for up to five days stands at the last one. The report names each row left out and each cell carried.
 *
 * @throws InvariantError on a symbol that the panel does not hold
 */
export function selectUniverse(panel: PricePanel, symbols: readonly string[]): Aligned {
  const selected = selectInstruments(panel, symbols);
  return alignPanel(selected, { rule: ruleFor(selected.instruments) });
}
