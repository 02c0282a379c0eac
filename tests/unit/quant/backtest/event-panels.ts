import type { Instrument } from '@/lib/quant/market/instrument';
import { KNOWN, makePanel, type PricePanel } from '@/lib/quant/market/panel';
import { randomStream } from '@/lib/quant/math/rng';

export interface Layers {
  readonly close: readonly (readonly number[])[];
  readonly open?: readonly (readonly number[])[];
  readonly volume?: readonly (readonly number[])[];
  readonly dividend?: readonly (readonly number[])[];
  readonly splitFactor?: readonly (readonly number[])[];
}

/** Raw prices as rows of one entry an instrument; the total-return index follows from them. */
export function rawPanel(instruments: readonly Instrument[], days: readonly number[], layers: Layers): PricePanel {
  const n = instruments.length;
  const flat = (rows: readonly (readonly number[])[]): Float64Array => Float64Array.from(rows.flat());
  const close = flat(layers.close);
  const cells = (rows: Layers['dividend'], otherwise: number): Float64Array =>
    rows === undefined ? new Float64Array(close.length).fill(otherwise) : flat(rows);
  const dividend = cells(layers.dividend, 0);
  const splitFactor = cells(layers.splitFactor, 1);
  const totalReturnIndex = close.slice();
  const lastClose = close.slice(0, n);
  for (let at = n; at < close.length; at++) {
    const i = at % n;
    if (Number.isNaN(close[at]!)) continue;
    let before = at - n;
    while (before >= 0 && Number.isNaN(close[before]!)) before -= n;
    const growth = before < 0 ? 1 : (splitFactor[at]! * (close[at]! + dividend[at]!)) / lastClose[i]!;
    totalReturnIndex[at] = before < 0 ? close[at]! : totalReturnIndex[before]! * growth;
    lastClose[i] = close[at]!;
  }
  return makePanel({
    instruments,
    days: Int32Array.from(days),
    layers: {
      close,
      totalReturnIndex,
      dividend,
      splitFactor,
      ...(layers.open === undefined ? {} : { open: flat(layers.open) }),
      ...(layers.volume === undefined ? {} : { volume: flat(layers.volume) }),
    },
    known: Uint8Array.from(close, (price) => (Number.isNaN(price) ? KNOWN.absent : KNOWN.observed)),
    basis: 'raw',
    source: { kind: 'inline', label: 'test' },
  });
}

/** A seeded walk with opens, volumes, quarterly dividends and now and then a split: enough to move every rule. */
export function eventfulPanel(instruments: readonly Instrument[], days: readonly number[], seed: number): PricePanel {
  const stream = randomStream(seed);
  const prices = instruments.map((_, i) => 30 + 20 * i);
  const open: number[][] = [];
  const volume: number[][] = [];
  const dividend: number[][] = [];
  const splitFactor: number[][] = [];
  const close = days.map((_, t) => {
    const factors = instruments.map(() => (stream.nextUniform() < 0.004 ? [2, 1.5, 0.1, 3][t % 4]! : 1));
    const paid = instruments.map((__, i) => ((t + 7 * i) % 63 === 5 ? Math.round(prices[i]! * 0.5) / 100 : 0));
    const opened = instruments.map((__, i) => (prices[i]! / factors[i]!) * (1 + 0.01 * (stream.nextUniform() - 0.5)));
    instruments.forEach(({ assetClass }, i) => {
      const spread = assetClass === 'cash' ? 0.0002 : 0.03 + 0.005 * i;
      prices[i] = Math.max(1, opened[i]! * (1 + 0.0004 + spread * (stream.nextUniform() - 0.5)));
    });
    splitFactor.push(factors);
    dividend.push(paid);
    open.push(opened);
    volume.push(instruments.map(() => Math.floor(20 + 2_000 * stream.nextUniform())));
    return [...prices];
  });
  return rawPanel(instruments, days, { close, open, volume, dividend, splitFactor });
}
