import { parquetMetadata, parquetRead } from 'hyparquet';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { z } from 'zod';
import { invariant } from '@/lib/base/invariant';
import {
  allocateDays,
  allocateLayer,
  allocateMask,
  LAYER_IDS,
  type LayerId,
  makePanel,
  type PricePanel,
} from '@/lib/quant/market/panel';
import { CALENDAR_CATALOGUE } from '@/lib/shared/catalogue.generated';
import { AssetClassName, PriceBasisName, PriceSourceInfo } from '@/lib/shared/contracts/common';
import { InstrumentView } from '@/lib/shared/contracts/price-set';
import { headerOf, type PanelHeader } from './panel-hash';

/**
 * A panel as a Parquet file: a row a day; columns `day`, `known:SYMBOL` and `layer:SYMBOL`; the header as file metadata.
 * The trip there and back is exact: doubles are stored as they are, and absent stays NaN with a zero mask.
 */

const HEADER_KEY = 'ballast.panel';

const Header = z.object({
  basis: PriceBasisName,
  dayCount: z.int().nonnegative(),
  layers: z.array(z.enum(LAYER_IDS)),
  source: z.object({ kind: PriceSourceInfo.shape.kind, label: z.string() }),
  instruments: z.array(
    z.looseObject({
      symbol: z.string(),
      name: z.string(),
      assetClass: AssetClassName,
      sector: z.string().nullable(),
      region: z.string().nullable(),
      currency: z.literal('USD'),
      calendar: z.enum(CALENDAR_CATALOGUE.ids),
      kind: InstrumentView.shape.kind,
      isInvestable: z.boolean(),
      suggestedSubstitute: z.string().nullable(),
      isFractionable: z.boolean(),
      quantityDecimals: z.int().min(0).max(9),
      halfSpreadBasisPoints: z.number(),
      annualFee: z.number(),
    }),
  ),
});

/** Every nth value from the start index: one instrument's column of a date-major array. */
function columnOf(values: Float64Array | Uint8Array, start: number, width: number): number[] {
  const column: number[] = [];
  for (let index = start; index < values.length; index += width) column.push(values[index] ?? Number.NaN);
  return column;
}

export function panelToParquet(panel: PricePanel): Uint8Array {
  const header = headerOf(panel);
  const width = panel.instruments.length;
  const columns: ColumnSource[] = [
    { name: 'day', data: Int32Array.from(panel.days), type: 'INT32', nullable: false },
    ...panel.instruments.map(({ symbol }, index): ColumnSource => {
      const data = Int32Array.from(columnOf(panel.known, index, width));
      return { name: `known:${symbol}`, data, type: 'INT32', nullable: false };
    }),
  ];
  for (const id of header.layers) {
    const values = panel.layers[id];
    if (values === undefined) continue;
    panel.instruments.forEach(({ symbol }, index) => {
      const data = Float64Array.from(columnOf(values, index, width));
      columns.push({ name: `${id}:${symbol}`, data, type: 'DOUBLE', nullable: false, encoding: 'PLAIN' });
    });
  }
  const kvMetadata = [{ key: HEADER_KEY, value: JSON.stringify(header) }];
  return new Uint8Array(parquetWriteBuffer({ columnData: columns, kvMetadata, statistics: false }));
}

/** @throws Error when the bytes are not a panel of ours */
export async function panelFromParquet(bytes: Uint8Array): Promise<PricePanel> {
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const metadata = parquetMetadata(file);
  const headerText = metadata.key_value_metadata?.find(({ key }) => key === HEADER_KEY)?.value;
  const header: PanelHeader = Header.parse(JSON.parse(headerText ?? 'null'));
  const width = header.instruments.length;
  const shape = { instruments: header.instruments, days: { length: header.dayCount } };
  const days = allocateDays(new Int32Array(header.dayCount));
  const known = allocateMask(shape);
  const layers = new Map<LayerId, Float64Array>(header.layers.map((id) => [id, allocateLayer(shape)]));
  const targetOf = columnTargets(header, { days, known, layers });
  await parquetRead({
    file,
    metadata,
    onChunk: ({ columnName, columnData, rowStart }) => {
      const target = targetOf.get(columnName);
      invariant(target !== undefined, `the panel file has a column ${columnName} too many`);
      const { values, offset } = target;
      const stride = values === days ? 1 : width;
      for (let row = 0; row < columnData.length; row++) {
        values[(rowStart + row) * stride + offset] = columnData[row] as number;
      }
    },
  });
  const close = layers.get('close');
  const totalReturnIndex = layers.get('totalReturnIndex');
  invariant(close !== undefined && totalReturnIndex !== undefined, 'a panel file has closes and a total-return index');
  const { instruments, basis, source } = header;
  return makePanel({
    instruments,
    days,
    known,
    basis,
    source,
    layers: { ...Object.fromEntries(layers), close, totalReturnIndex },
  });
}

interface Memory {
  readonly days: Int32Array;
  readonly known: Uint8Array;
  readonly layers: ReadonlyMap<LayerId, Float64Array>;
}

interface ColumnTarget {
  readonly values: Int32Array | Uint8Array | Float64Array;
  readonly offset: number;
}

/** Where each column of the file goes. */
function columnTargets(header: PanelHeader, memory: Memory): Map<string, ColumnTarget> {
  const targets = new Map<string, ColumnTarget>([['day', { values: memory.days, offset: 0 }]]);
  header.instruments.forEach(({ symbol }, offset) => {
    targets.set(`known:${symbol}`, { values: memory.known, offset });
    for (const [id, values] of memory.layers) targets.set(`${id}:${symbol}`, { values, offset });
  });
  return targets;
}
