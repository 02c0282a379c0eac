import { gunzipSync } from 'node:zlib';
import { type Outcome, type Refusal, done, refused } from '@/lib/base/outcome';
import { readPriceTable } from '@/lib/codec/prices/read-price-table';
import type { PriceProblem } from '@/lib/codec/prices/price-problems';
import type { PriceTable } from '@/lib/codec/prices/price-table';
import { rowSpacing } from '@/lib/codec/prices/row-spacing';
import type { ImportProblem, ImportReport } from '@/lib/shared/contracts/price-set';
import { importReport, spacingProblems, unknownSymbolProblems } from './import-report';

export const SENT_BYTES_MAX = 20 * 1024 * 1024;
/** A file that unpacks to more is refused while unpacking: it never gets into memory. */
const UNPACKED_BYTES_MAX = 40 * 1024 * 1024;

/** Far more than a plan can use, and little enough that any process reads the stored panel in a moment. */
const INSTRUMENTS_MAX = 250;
const PRICES_MAX = 1_500_000;

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

function textOf(fileName: string, bytes: Uint8Array): Outcome<string> {
  if (bytes.length > SENT_BYTES_MAX) return refused('too-large', `${fileName} is larger than 20 MB.`, 'bytes');
  let plain = bytes;
  if (isGzip(bytes)) {
    try {
      plain = gunzipSync(bytes, { maxOutputLength: UNPACKED_BYTES_MAX });
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

function sizeProblem(fileName: string, { symbols, days }: PriceTable): Refusal | undefined {
  if (symbols.length <= INSTRUMENTS_MAX && symbols.length * days.length <= PRICES_MAX) return undefined;
  const found = `${fileName} has ${symbols.length} instruments on ${days.length} days`;
  const most = `${INSTRUMENTS_MAX} instruments and ${PRICES_MAX.toLocaleString('en-US')} prices are the most`;
  return refused('too-large', `${found}; ${most}. Send fewer at once.`, 'bytes');
}

/**
 * A price file as it was sent: plain or gzip CSV. The same bytes give the same result, now and when the user decides.
 * Takes seconds for a large file: only for threads.
 */
export function readUpload(fileName: string, bytes: Uint8Array): Outcome<ReadUpload> {
  const text = textOf(fileName, bytes);
  if (text.status === 'refused') return text;
  const read = readPriceTable(text.value, { fileName });
  if (read.status === 'unreadable') {
    const problem = { severity: 'fatal', code: 'unreadable', row: null, column: null, message: read.message } as const;
    return done({ report: importReport('unknown', 0, [problem]), needsConsent: true, table: undefined });
  }
  const tooLarge = sizeProblem(fileName, read.goodPart);
  if (tooLarge !== undefined) return tooLarge;
  const spacing = rowSpacing(read.goodPart.days);
  const problems: ImportProblem[] = [
    ...spacingProblems(fileName, spacing),
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
    report: { ...importReport(read.layout, read.goodPart.days.length, problems), spacing },
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
