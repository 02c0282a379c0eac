import { randomStream } from '../../lib/quant/math/rng';
import {
  allocateDays,
  allocateMask,
  KNOWN,
  makePanel,
  mapLayers,
  type PricePanel,
  view,
} from '../../lib/quant/market/panel';

/**
 * Catches code that has seen the future: whatever it says about days before a cut must stay the same, byte for byte,
 * when all later data are removed, scrambled or unknown.
 */

/** What is said about one day: numbers (compared bit by bit) or text (weights as canonical JSON, a list of trades). */
export type DayOutput = Float64Array | string;

export interface NoLookaheadCheck {
  /** Gives one output a row of the panel it is given, in row order. */
  readonly compute: (panel: PricePanel) => readonly DayOutput[];
  readonly panel: PricePanel;
  /** Rows from here on are tampered with; outputs of earlier rows are compared. */
  readonly cutIndices: readonly number[];
  readonly seed: string | number;
}

export type Tampering = 'removed' | 'scrambled' | 'unknown';

export interface LookaheadFinding {
  readonly cutIndex: number;
  readonly tampering: Tampering;
  /** The first row whose output changed. */
  readonly row: number;
}

/** Empty when the computation is honest; else the first changed row of each cut and kind of tampering. */
export function checkNoLookahead({ compute, panel, cutIndices, seed }: NoLookaheadCheck): readonly LookaheadFinding[] {
  const honest = compute(copyOf(panel));
  const findings: LookaheadFinding[] = [];
  for (const cutIndex of cutIndices) {
    for (const tampering of ['removed', 'scrambled', 'unknown'] as const) {
      const tampered = compute(tamperWith(panel, cutIndex, tampering, seed));
      const row = Array.from({ length: cutIndex }, (_, t) => t).find((t) => !isSameOutput(honest[t], tampered[t]));
      if (row !== undefined) findings.push({ cutIndex, tampering, row });
    }
  }
  return findings;
}

function isSameOutput(left: DayOutput | undefined, right: DayOutput | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  if (typeof left === 'string' || typeof right === 'string') return left === right;
  // Object.is tells -0 from 0 and takes every NaN for the same one: their payload bits may depend on the compiler.
  return left.length === right.length && left.every((value, index) => Object.is(value, right[index]));
}

/** A copy on its own memory: the future is not even behind the views. */
function copyOf(panel: PricePanel): PricePanel {
  const known = allocateMask(panel);
  known.set(panel.known);
  const layers = mapLayers(panel.layers, (values) => Float64Array.from(values));
  return makePanel({ ...panel, days: allocateDays(panel.days), known, layers });
}

function tamperWith(panel: PricePanel, cutIndex: number, tampering: Tampering, seed: string | number): PricePanel {
  if (tampering === 'removed') return copyOf(view(panel, cutIndex));
  const copy = copyOf(panel);
  const random = randomStream(seed).split(tampering).split(cutIndex);
  const start = cutIndex * panel.instruments.length;
  const factors = new Map<number, number>();
  for (let cell = start; cell < copy.known.length; cell++) {
    // A scrambled future has wild prices, holes, and prices where there were none.
    const isAbsent = tampering === 'unknown' || random.nextUniform() < 0.1;
    copy.known[cell] = isAbsent ? KNOWN.absent : KNOWN.observed;
    factors.set(cell, isAbsent ? Number.NaN : Math.exp(3 * random.nextNormal()));
  }
  const layers = mapLayers(copy.layers, (values) => {
    const target = Float64Array.from(values);
    for (const [cell, factor] of factors) target[cell] = (Number.isNaN(values[cell]!) ? 100 : values[cell]!) * factor;
    return target;
  });
  return makePanel({ ...copy, layers });
}
