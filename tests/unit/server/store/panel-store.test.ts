import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeInstrument } from '@/lib/quant/market/known-instruments';
import { KNOWN, LAYER_IDS, makePanel, type PricePanel } from '@/lib/quant/market/panel';
import { simulatedMarket } from '@/lib/quant/market/simulated-market';
import { folderStore } from '@/lib/server/store/artefact-store';
import { panelFromParquet, panelToParquet } from '@/lib/server/store/panel-file';
import { panelHash } from '@/lib/server/store/panel-hash';
import { DamagedPanelError, panelStore } from '@/lib/server/store/panel-store';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ballast-store-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Bytes of every array, so that NaN, signed zero and the last bit count. */
function bytesOf(panel: PricePanel): Record<string, string> {
  const hex = (array: ArrayBufferView): string =>
    Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('hex');
  const layers = LAYER_IDS.flatMap((id) => {
    const values = panel.layers[id];
    return values === undefined ? [] : [[id, hex(values)] as const];
  });
  return { days: hex(panel.days), known: hex(panel.known), ...Object.fromEntries(layers) };
}

const anyPanel = fc
  .record({
    width: fc.integer({ min: 1, max: 4 }),
    gaps: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 30 }),
    seed: fc.array(fc.double({ min: 1e-8, max: 1e8, noNaN: true }), { minLength: 120, maxLength: 120 }),
    mask: fc.array(fc.constantFrom(KNOWN.absent, KNOWN.observed, KNOWN.carried), { minLength: 120, maxLength: 120 }),
    hasDividends: fc.boolean(),
    sharesMemory: fc.boolean(),
  })
  .map(({ width, gaps, seed, mask, hasDividends, sharesMemory }): PricePanel => {
    let day = 10_000;
    const days = Int32Array.from(gaps, (gap) => (day += gap));
    const size = days.length * width;
    const known = Uint8Array.from({ length: size }, (_, k) => mask[k % 120]!);
    const layer = (shift: number): Float64Array =>
      Float64Array.from({ length: size }, (_, k) =>
        known[k] === KNOWN.absent ? Number.NaN : seed[(k + shift) % 120]!,
      );
    const close = layer(0);
    const dividend = Float64Array.from({ length: size }, (_, k) =>
      known[k] === KNOWN.absent ? Number.NaN : k % 7 === 0 ? -0 : k / 3,
    );
    const instruments = ['SPY', 'TLT', 'BTC-USD', 'DXY'].slice(0, width).map((symbol) => {
      const described: Partial<ReturnType<typeof describeInstrument>> = { ...describeInstrument(symbol) };
      delete (described as { isKnown?: boolean }).isKnown;
      return described as PricePanel['instruments'][number];
    });
    return makePanel({
      instruments,
      days,
      known,
      basis: 'split-adjusted',
      source: { kind: 'file', label: 'prices "of" Ünïcode.csv' },
      layers: {
        close,
        totalReturnIndex: sharesMemory ? close : layer(17),
        ...(hasDividends ? { dividend } : {}),
      },
    });
  });

describe('Parquet', () => {
  test('a panel comes back to the last bit', async () => {
    await fc.assert(
      fc.asyncProperty(anyPanel, async (panel) => {
        const back = await panelFromParquet(panelToParquet(panel));
        expect(bytesOf(back)).toEqual(bytesOf(panel));
        expect({ ...back, layers: 0, days: 0, known: 0 }).toEqual({ ...panel, layers: 0, days: 0, known: 0 });
        expect(panelHash(back)).toBe(panelHash(panel));
      }),
      { numRuns: 60 },
    );
  });

  test('the whole simulated market comes back, on shared memory, and is hashed fast', async () => {
    const panel = simulatedMarket({ seed: 'store', lastDay: 19_000 });
    const back = await panelFromParquet(panelToParquet(panel));
    expect(panelHash(back)).toBe(panelHash(panel));
    expect(back.layers.close.buffer).toBeInstanceOf(SharedArrayBuffer);
    const startedAt = performance.now();
    panelHash(panel);
    // Measured at 10 ms; the bound only tells a slow kind of hashing from a fast one.
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  test.each([
    ['no Parquet at all', () => new TextEncoder().encode('date,SPY\n')],
    ['nothing', () => new Uint8Array()],
  ])('%s is refused', async (_name, bytes) => {
    await expect(panelFromParquet(bytes())).rejects.toThrow();
  });
});

describe('the name of a panel', () => {
  const panel = simulatedMarket({ seed: 'hash', lastDay: 12_000 });

  test('depends on every part of it', () => {
    const size = panel.known.length;
    const changedClose = panel.layers.close.slice();
    changedClose[size - 1] = changedClose[size - 1]! * (1 + Number.EPSILON);
    const variants: PricePanel[] = [
      { ...panel, layers: { ...panel.layers, close: changedClose } },
      { ...panel, layers: { ...panel.layers, volume: panel.layers.close } },
      { ...panel, known: panel.known.map((state) => (state === KNOWN.observed ? KNOWN.carried : state)) },
      { ...panel, days: panel.days.map((day) => day + 1) },
      { ...panel, basis: 'raw' },
      { ...panel, source: { ...panel.source, label: 'another' } },
      { ...panel, instruments: panel.instruments.map((one, i) => (i === 0 ? { ...one, annualFee: 0.01 } : one)) },
    ];
    const names = new Set([panelHash(panel), ...variants.map(panelHash)]);
    expect(names.size).toBe(variants.length + 1);
  });

  test('does not depend on which bits a NaN has', () => {
    const close = panel.layers.close.slice();
    const bits = new BigUint64Array(close.buffer);
    for (let k = 0; k < close.length; k++) if (Number.isNaN(close[k])) bits[k] = 0x7ff8_0000_0000_0001n;
    const twin = { ...panel, layers: { close, totalReturnIndex: close } };
    expect(panelHash(twin)).toBe(
      panelHash({ ...panel, layers: { close: panel.layers.close, totalReturnIndex: panel.layers.close } }),
    );
  });
});

describe('the folder', () => {
  test('keeps a panel under its name, answers it from memory, and knows it after a restart', async () => {
    const panel = simulatedMarket({ seed: 'keep', lastDay: 11_500 });
    const store = panelStore(folderStore(folder));
    const hash = await store.save(panel);
    expect(await store.save(panel)).toBe(hash);
    expect(await store.load(hash)).toBe(await store.load(hash));
    const later = await panelStore(folderStore(folder)).load(hash);
    expect(panelHash(later)).toBe(hash);
    expect(readdirSync(path.join(folder, 'panel'))).toEqual([`${hash}.parquet`]);
  });

  test('a changed, cut or missing file is told, never used', async () => {
    const store = folderStore(folder);
    const hash = await panelStore(store).save(simulatedMarket({ seed: 'damage', lastDay: 11_500 }));
    const file = path.join(folder, 'panel', `${hash}.parquet`);
    const bytes = readFileSync(file);
    const damaged = Buffer.from(bytes);
    damaged[Math.floor(bytes.length / 2)]! ^= 0x10;
    for (const content of [damaged, bytes.subarray(0, bytes.length - 10), Buffer.alloc(0)]) {
      writeFileSync(file, content);
      await expect(panelStore(store).load(hash)).rejects.toThrow(DamagedPanelError);
    }
    rmSync(file);
    await expect(panelStore(store).load(hash)).rejects.toThrow('no stored price panel');
  });

  test('a key that would leave the folder is a bug', async () => {
    const store = folderStore(folder);
    for (const key of ['../x', 'panel/../../x', '/etc/passwd', 'panel/short', `PANEL/${'a'.repeat(64)}`]) {
      await expect(store.get(key)).rejects.toThrow('not an artefact key');
    }
  });

  test('writers of one key at once leave one whole file', async () => {
    const store = folderStore(folder);
    const key = `upload/${'ab'.repeat(32)}`;
    const bytes = new Uint8Array(100_000).fill(7);
    await Promise.all(Array.from({ length: 20 }, () => store.put(key, bytes)));
    expect(await store.get(key)).toEqual(Buffer.from(bytes));
    expect(readdirSync(path.join(folder, 'upload'))).toHaveLength(1);
    expect(await store.has(`upload/${'cd'.repeat(32)}`)).toBe(false);
  });
});
