import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Outcome, done, refused } from '@/lib/base/outcome';
import { readPriceTable } from '@/lib/codec/prices/read-price-table';
import type { PriceProblem } from '@/lib/codec/prices/price-problems';
import type { PriceTable } from '@/lib/codec/prices/price-table';
import type { ImportProblem, ImportReport } from '@/lib/shared/contracts/price-set';
import { importReport, unknownSymbolProblems } from './import-report';

const SENT_BYTES_MAX = 20 * 1024 * 1024;
/** A file that unpacks to more is refused while unpacking: it never gets into memory. */
const UNPACKED_BYTES_MAX = 40 * 1024 * 1024;

const unpack = promisify(gunzip);

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function textOf(fileName: string, bytes: Uint8Array): Promise<Outcome<string>> {
  if (bytes.length > SENT_BYTES_MAX) return refused('too-large', `${fileName} is larger than 20 MB.`, 'bytes');
  let plain = bytes;
  if (isGzip(bytes)) {
    try {
      plain = await unpack(bytes, { maxOutputLength: UNPACKED_BYTES_MAX });
    } catch (error) {
      const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
      return isTooLarge
        ? refused('too-large', `${fileName} unpacks to more than 40 MB.`, 'bytes')
        : refused('bad-input', `${fileName} begins like gzip but cannot be unpacked.`, 'bytes');
    }
  }
  try {
    return done(new TextDecoder('utf-8', { fatal: true }).decode(plain));
  } catch {
    return refused('bad-input', `${fileName} is not text in UTF-8; save it as CSV in UTF-8.`, 'bytes');
  }
}

export interface ReadUpload {
  readonly report: ImportReport;
  readonly needsConsent: boolean;
  /** Undefined when nothing in the file can be kept. */
  readonly table: PriceTable | undefined;
}

/** A price file as it was sent: plain or gzip CSV. The same bytes give the same result, now and when the user decides. */
export async function readUpload(fileName: string, bytes: Uint8Array): Promise<Outcome<ReadUpload>> {
  const text = await textOf(fileName, bytes);
  if (text.status === 'refused') return text;
  const read = readPriceTable(text.value, { fileName });
  if (read.status === 'unreadable') {
    const problem = { severity: 'fatal', code: 'unreadable', row: null, column: null, message: read.message } as const;
    return done({ report: importReport('unknown', 0, [problem]), needsConsent: true, table: undefined });
  }
  const problems: ImportProblem[] = [
    ...read.problems.map(problemView),
    ...read.assumptions.map((message): ImportProblem => ({
      severity: 'note',
      code: 'assumption',
      row: null,
      column: null,
      message: `${fileName}: ${message}`,
    })),
    ...unknownSymbolProblems(fileName, read.goodPart.symbols),
  ];
  return done({
    report: importReport(read.layout, read.goodPart.days.length, problems),
    needsConsent: read.needsConsent,
    table: read.goodPart,
  });
}

const problemView = (problem: PriceProblem): ImportProblem => ({
  severity: problem.severity === 'error' ? 'dropped' : 'note',
  code: problem.kind,
  row: problem.row,
  column: problem.column,
  message: `${problem.message} ${problem.effect}`,
});
