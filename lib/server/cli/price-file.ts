import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import { panelFromTable } from '@/lib/codec/prices/panel-from-table';
import { readPriceTable, type ReadPriceOutcome } from '@/lib/codec/prices/read-price-table';
import { windowOf } from '@/lib/codec/prices-input';
import { describeInstrument } from '@/lib/quant/market/known-instruments';
import type { PricePanel } from '@/lib/quant/market/panel';

/** A CSV of 5,000 days and 2,000 instruments stays below this, with as many digits as a double has. */
const UNPACKED_BYTES_MAX = 256 * 1024 * 1024;
const GZIP_MAGIC = 0x1f8b;

/** The text of a CSV or gzip CSV. */
async function textOf(file: string): Promise<Outcome<string>> {
  const name = path.basename(file);
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch {
    return refused('bad-input', `The file ${file} cannot be read.`, 'prices.file');
  }
  if (bytes.length < 2 || bytes.readUInt16BE(0) !== GZIP_MAGIC) return done(bytes.toString('utf8'));
  try {
    return done(gunzipSync(bytes, { maxOutputLength: UNPACKED_BYTES_MAX }).toString('utf8'));
  } catch {
    return refused(
      'bad-input',
      `${name} is damaged, or larger than ${UNPACKED_BYTES_MAX / 1024 / 1024} MiB when unpacked.`,
      'prices.file',
    );
  }
}

export async function readPriceFile(file: string): Promise<Outcome<Extract<ReadPriceOutcome, { status: 'read' }>>> {
  const text = await textOf(file);
  if (text.status === 'refused') return text;
  const read = readPriceTable(text.value, { fileName: path.basename(file) });
  return read.status === 'read' ? done(read) : refused('bad-input', read.message, 'prices.file');
}

/** The panel of a file, between the days wanted. A file in which something would have to be left out is refused, with the first such place. */
export async function panelOfFile(prices: {
  readonly file: string;
  readonly from?: string;
  readonly to?: string;
  readonly keepGoodPart?: boolean;
}): Promise<Outcome<PricePanel>> {
  const read = await readPriceFile(prices.file);
  if (read.status === 'refused') return read;
  const { goodPart, problems, needsConsent } = read.value;
  if (needsConsent && prices.keepGoodPart !== true) {
    const errors = problems.filter(({ severity }) => severity === 'error');
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
    return refused(
      'bad-input',
      `${errors[0]?.message ?? ''}${more} Run \`prices\` on the file to see all; mend it, or set "keepGoodPart": true to leave those parts out.`,
      'prices.file',
    );
  }
  const { panel } = panelFromTable(goodPart, describeInstrument);
  return windowOf(panel, prices);
}
