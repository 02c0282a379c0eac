import { invariant } from '../../base/invariant';
import type { Instrument } from './instrument';

/** What a price has been through: as traded, corrected for splits, or with dividends put back in. */
export type PriceBasis = 'raw' | 'split-adjusted' | 'total-return';

export const PRICE_SOURCE_KINDS = {
  file: { id: 'file', name: 'Imported file', isSimulated: false },
  yahoo: { id: 'yahoo', name: 'Yahoo Finance', isSimulated: false },
  simulated: { id: 'simulated', name: 'Simulated market', isSimulated: true },
  inline: { id: 'inline', name: 'Sent with the request', isSimulated: false },
} as const;

export type PriceSourceKind = keyof typeof PRICE_SOURCE_KINDS;

export interface PriceSource {
  readonly kind: PriceSourceKind;
  /** Shown wherever the numbers show: a file name, a provider, a seed. */
  readonly label: string;
}

/** Values of the mask. Anything but `absent` means that the layers hold a number. */
export const KNOWN = {
  absent: 0,
  /** Published on this very day. */
  observed: 1,
  /** The last observed value, carried to a day on which the instrument did not trade. */
  carried: 2,
} as const;

export interface PriceLayers {
  /** Price to trade at, on the panel's basis. */
  readonly close: Float64Array;
  /** Grows with price and reinvested income; its ratio between two days is the total return. Equals `close` on the total-return basis. */
  readonly totalReturnIndex: Float64Array;
  readonly open?: Float64Array;
  /** Shares, or dollars for crypto. */
  readonly volume?: Float64Array;
  /** Paid per share on the ex-day, in dollars. */
  readonly dividend?: Float64Array;
  /** New shares per old share on the day; 1 on all others. */
  readonly splitFactor?: Float64Array;
}

export const LAYER_IDS = [
  'close',
  'totalReturnIndex',
  'open',
  'volume',
  'dividend',
  'splitFactor',
] as const satisfies readonly (keyof PriceLayers)[];

export type LayerId = (typeof LAYER_IDS)[number];

/** Zero-filled memory of the given number of bytes. */
export type AllocateBytes = (byteLength: number) => ArrayBufferLike;

/** Shared memory where the platform has it, so that threads and workers read one copy; plain memory elsewhere. */
export const allocateSharedBytes: AllocateBytes = (byteLength) =>
  typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(byteLength) : new SharedArrayBuffer(byteLength);

/**
 * Prices as dates x instruments. Date-major: the value of instrument i on date t is at `t * instruments.length + i`,
 * so that the past of any date is one leading piece of each array, and a view costs nothing.
 * Absent = NaN in every layer and 0 in `known`.
 */
export interface PricePanel {
  readonly instruments: readonly Instrument[];
  /** Whole days since 1970-01-01, strictly rising. */
  readonly days: Int32Array;
  readonly dayCount: number;
  readonly layers: PriceLayers;
  readonly known: Uint8Array;
  readonly basis: PriceBasis;
  readonly source: PriceSource;
}

/** @throws InvariantError when the shapes disagree, days do not rise, or the mask and the closes contradict each other. */
export function makePanel(parts: Omit<PricePanel, 'dayCount'>): PricePanel {
  const { instruments, days, layers, known } = parts;
  const size = days.length * instruments.length;
  invariant(
    new Set(instruments.map(({ symbol }) => symbol)).size === instruments.length,
    'a panel names a symbol twice',
  );
  for (let t = 1; t < days.length; t++) invariant(days[t]! > days[t - 1]!, `days do not rise at row ${t}`);
  invariant(known.length === size, `mask has ${known.length} bytes, not ${size}`);
  for (const id of LAYER_IDS) {
    const length = layers[id]?.length ?? size;
    invariant(length === size, `layer ${id} has ${length} values, not ${size}`);
  }
  for (let k = 0; k < size; k++) {
    const isKnown = known[k] !== KNOWN.absent;
    invariant(isKnown === layers.close[k]! > 0, `close ${layers.close[k]!} with mask ${known[k]!} at ${k}`);
    invariant(isKnown === layers.totalReturnIndex[k]! > 0, `total return ${layers.totalReturnIndex[k]!} at ${k}`);
  }
  return { ...parts, dayCount: days.length };
}

export interface PanelShape {
  readonly instruments: ArrayLike<unknown>;
  readonly days: ArrayLike<unknown>;
}

/** Memory for one layer of the shape, filled with NaN. */
export function allocateLayer(shape: PanelShape, allocate: AllocateBytes = allocateSharedBytes): Float64Array {
  return new Float64Array(allocate(8 * shape.days.length * shape.instruments.length)).fill(Number.NaN);
}

export function allocateMask(shape: PanelShape, allocate: AllocateBytes = allocateSharedBytes): Uint8Array {
  return new Uint8Array(allocate(shape.days.length * shape.instruments.length));
}

export function allocateDays(days: ArrayLike<number>, allocate: AllocateBytes = allocateSharedBytes): Int32Array {
  const target = new Int32Array(allocate(4 * days.length));
  target.set(days);
  return target;
}

/** Applies one step to each layer; layers that share memory (close and total return) still share it afterwards. */
export function mapLayers(layers: PriceLayers, step: (values: Float64Array, id: LayerId) => Float64Array): PriceLayers {
  const done = new Map<Float64Array, Float64Array>();
  const mapped: Partial<Record<LayerId, Float64Array>> = {};
  for (const id of LAYER_IDS) {
    const values = layers[id];
    if (values === undefined) continue;
    const result = done.get(values) ?? step(values, id);
    done.set(values, result);
    mapped[id] = result;
  }
  const { close, totalReturnIndex } = mapped;
  invariant(close !== undefined && totalReturnIndex !== undefined, 'a panel has closes and a total-return index');
  return { ...mapped, close, totalReturnIndex };
}

/** Rows fromIndex (included) to endIndexExclusive of the same memory: nothing is copied. */
export function sliceDays(panel: PricePanel, fromIndex: number, endIndexExclusive: number): PricePanel {
  invariant(
    0 <= fromIndex && fromIndex <= endIndexExclusive && endIndexExclusive <= panel.dayCount,
    `rows ${fromIndex} to ${endIndexExclusive} of ${panel.dayCount}`,
  );
  const n = panel.instruments.length;
  return {
    ...panel,
    days: panel.days.subarray(fromIndex, endIndexExclusive),
    dayCount: endIndexExclusive - fromIndex,
    known: panel.known.subarray(fromIndex * n, endIndexExclusive * n),
    layers: mapLayers(panel.layers, (values) => values.subarray(fromIndex * n, endIndexExclusive * n)),
  };
}

/**
 * What a decision taken after the close of row `endIndexExclusive - 1` may see. Nothing is copied.
 * The memory behind the view still holds the future: code under test must not reach through `.buffer`.
 */
export const view = (panel: PricePanel, endIndexExclusive: number): PricePanel =>
  sliceDays(panel, 0, endIndexExclusive);

/** Column of a symbol; undefined when the panel does not hold it. */
export function indexOfSymbol(panel: Pick<PricePanel, 'instruments'>, symbol: string): number | undefined {
  const index = panel.instruments.findIndex((instrument) => instrument.symbol === symbol);
  return index === -1 ? undefined : index;
}

/** A copy with these columns, in this order. @throws InvariantError on a symbol that the panel does not hold. */
export function selectInstruments(
  panel: PricePanel,
  symbols: readonly string[],
  allocate: AllocateBytes = allocateSharedBytes,
): PricePanel {
  const columns = symbols.map((symbol) => {
    const column = indexOfSymbol(panel, symbol);
    invariant(column !== undefined, `the panel does not hold ${symbol}`);
    return column;
  });
  const n = panel.instruments.length;
  const m = columns.length;
  const pick = (from: ArrayLike<number>, to: Float64Array | Uint8Array): void => {
    for (let t = 0; t < panel.dayCount; t++) {
      for (let j = 0; j < m; j++) to[t * m + j] = from[t * n + columns[j]!]!;
    }
  };
  const instruments = columns.map((column) => panel.instruments[column]!);
  const shape = { instruments, days: panel.days };
  const known = allocateMask(shape, allocate);
  pick(panel.known, known);
  const layers = mapLayers(panel.layers, (values) => {
    const target = allocateLayer(shape, allocate);
    pick(values, target);
    return target;
  });
  return makePanel({ instruments, days: panel.days, layers, known, basis: panel.basis, source: panel.source });
}

/**
 * The last row on or before a day: what is known when that day is over.
 * @param dayNumber whole days since 1970-01-01 (`dayNumber` of lib/base/iso-day)
 * @returns row index; undefined when the panel starts later
 */
export function indexOfDay(panel: Pick<PricePanel, 'days'>, dayNumber: number): number | undefined {
  let low = 0;
  let high = panel.days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (panel.days[middle]! <= dayNumber) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? undefined : low - 1;
}
