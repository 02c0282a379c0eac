import { done, type Outcome, refused } from '../../../base/outcome';
import { boundLimitName } from '../limits';
import type { LimitContext, LimitInstrument, LimitParts } from './types';

/** Marks of the symbols that are named; all of them when none is. */
export function marksOf(
  { instruments }: LimitContext,
  symbols: readonly string[] | undefined,
  field: string,
): Outcome<Uint8Array> {
  if (symbols === undefined) return done(new Uint8Array(instruments.length).fill(1));
  const known = new Set(instruments.map(({ symbol }) => symbol));
  const stranger = symbols.find((symbol) => !known.has(symbol));
  if (stranger !== undefined) {
    return refused('bad-input', `${field} names ${stranger}, which is not among the instruments.`, field);
  }
  const named = new Set(symbols);
  return done(Uint8Array.from(instruments, ({ symbol }) => Number(named.has(symbol))));
}

/** One number an instrument; the first that lacks it is refused by name. */
export function numbersOf(
  { instruments }: LimitContext,
  read: (instrument: LimitInstrument) => number | undefined,
  what: string,
): Outcome<Float64Array> {
  const numbers = new Float64Array(instruments.length);
  for (const [at, instrument] of instruments.entries()) {
    const value = read(instrument);
    if (value === undefined || !Number.isFinite(value)) {
      return refused('bad-input', `${instrument.symbol} has no ${what}.`, instrument.symbol);
    }
    numbers[at] = value;
  }
  return done(numbers);
}

const GROUP_WORDS = { assetClass: 'class', sector: 'sector', region: 'region' } as const;

/** The instruments of a class, sector or region, and its name; one that has none is refused. */
export function groupMarks(
  { instruments }: LimitContext,
  by: keyof typeof GROUP_WORDS,
  of: string,
): Outcome<{ readonly name: string; readonly members: Uint8Array }> {
  const members = Uint8Array.from(instruments, (instrument) => Number(instrument[by] === of));
  const name = `${GROUP_WORDS[by]} ${of}`;
  if (members.includes(1)) return done({ name, members });
  return refused('bad-input', `None of the instruments belongs to the ${name}.`, of);
}

/** A row over all instruments. */
export const rowOf = (name: string, coefficients: Float64Array, min = -Infinity, max = Infinity): LimitParts => ({
  rows: [{ name, coefficients, min, max }],
});

/** Nothing of the marked instruments may be held; each bound carries the reason in its name. */
export function shutOut({ instruments }: LimitContext, marks: Uint8Array, reason: string): LimitParts {
  const weightMax = Float64Array.from(marks, (mark) => (mark === 0 ? Infinity : 0));
  const weightMin = Float64Array.from(marks, (mark) => (mark === 0 ? -Infinity : 0));
  const boundNames = new Map<string, string>();
  instruments.forEach(({ symbol }, at) => {
    if (marks[at] === 0) return;
    for (const side of ['min', 'max'] as const) boundNames.set(boundLimitName(symbol, side), `${symbol} ${reason}`);
  });
  return { weightMin, weightMax, boundNames };
}

/** Weights by symbol in universe order; a symbol that is not named has none. */
export function weightsOf(
  context: LimitContext,
  weights: Readonly<Record<string, number>>,
  field: string,
): Outcome<Float64Array> {
  const marks = marksOf(context, Object.keys(weights), field);
  if (marks.status === 'refused') return marks;
  const bySymbol = new Map(Object.entries(weights));
  return done(
    Float64Array.from(context.instruments, ({ symbol }) => {
      const weight = bySymbol.get(symbol);
      return weight === undefined ? 0 : weight;
    }),
  );
}
