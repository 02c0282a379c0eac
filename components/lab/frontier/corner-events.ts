import type { LabInputs, LabLimitRef, LabLimits, LabMix } from '@/lib/shared/contracts/frontier-lab';
import { asList, limitText } from './frontier-words';

/** What happens at the corners of the frontier, in words. */

type Universe = Pick<LabInputs, 'instruments'>;

/** Less is rounding of an exact answer. */
const TOLERANCE = 1e-7;

/** The limits that a mix stands at, as the reader would state them; holding nothing is told by who leaves. */
function limitsMet({ instruments }: Universe, limits: LabLimits, { weights }: LabMix): string[] {
  const met: string[] = [];
  const check = (value: number, limit: LabLimitRef & { readonly value: number }): void => {
    if (limit.value > 0 && Math.abs(value - limit.value) <= TOLERANCE) met.push(limitText(limit));
  };
  for (const { assetClass, min, max } of limits.classLimits) {
    const share = weights.reduce((sum, w, at) => (instruments[at]?.assetClass === assetClass ? sum + w : sum), 0);
    check(share, { kind: 'class', assetClass, side: 'min', value: min });
    check(share, { kind: 'class', assetClass, side: 'max', value: max });
  }
  for (const [at, { symbol, assetClass }] of instruments.entries()) {
    if (assetClass === 'cash') continue;
    const own = limits.instrumentLimits.find((limit) => limit.symbol === symbol);
    check(weights[at] ?? 0, { kind: 'instrument', symbol, side: 'min', value: own?.min ?? 0 });
    check(weights[at] ?? 0, { kind: 'instrument', symbol, side: 'max', value: own?.max ?? limits.weightMax });
  }
  return met;
}

const named = (symbols: readonly string[], verb: string): string[] =>
  symbols.length === 0 ? [] : [`${asList(symbols)} ${symbols.length === 1 ? `${verb}s` : verb}`];

const quoted = (texts: readonly string[], verb: string): string[] =>
  texts.length === 0 ? [] : [`${verb} ${asList(texts.map((text) => `“${text}”`))}`];

const onlyIn = (these: readonly string[] = [], others: readonly string[] = []): string[] =>
  these.filter((text) => !others.includes(text));

/** One sentence a corner: what changes between the straight line that ends there and the one that begins. */
export function cornerEvents(universe: Universe, limits: LabLimits, corners: readonly LabMix[]): string[] {
  const held = corners.map(({ weights }) =>
    universe.instruments.flatMap(({ symbol }, at) => ((weights[at] ?? 0) > TOLERANCE ? [symbol] : [])),
  );
  const met = corners.map((corner) => limitsMet(universe, limits, corner));
  // Held on the line that begins at a corner: at either end of it. Met on that line: at both of its ends.
  const heldFrom = corners.map((_, at) => [...new Set([...(held[at] ?? []), ...(held[at + 1] ?? [])])]);
  const metFrom = corners.map((_, at) => (met[at] ?? []).filter((text) => met[at + 1]?.includes(text)));
  return corners.map((_, at) => {
    if (at === 0) return 'The calmest mix.';
    if (at === corners.length - 1) return 'The most expected return.';
    const said = [
      ...named(onlyIn(heldFrom[at], heldFrom[at - 1]), 'join'),
      ...named(onlyIn(heldFrom[at - 1], heldFrom[at]), 'leave'),
      ...quoted(onlyIn(metFrom[at], metFrom[at - 1]), 'meets'),
      ...quoted(onlyIn(metFrom[at - 1], metFrom[at]), 'lets go of'),
    ].join('; ');
    return said === '' ? 'A limit starts or stops to bind.' : `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
  });
}
