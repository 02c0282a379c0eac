import { isoDayFromNumber } from '@/lib/base/iso-day';
import { done, type Outcome } from '@/lib/base/outcome';
import type { PriceTable } from '@/lib/codec/prices/price-table';
import type { ImportReport } from '@/lib/shared/contracts/price-set';
import { readUpload } from '../prices/read-upload';
import type { Task } from './task';

export interface PriceFileInput {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export interface ReadPrices {
  readonly report: ImportReport;
  readonly needsConsent: boolean;
  /** Null when nothing in the file can be kept. */
  readonly good: {
    readonly symbols: string[];
    readonly dayCount: number;
    readonly firstDay: string;
    readonly lastDay: string;
  } | null;
}

const goodPart = ({ symbols, days }: PriceTable): ReadPrices['good'] => ({
  symbols: [...symbols],
  dayCount: days.length,
  firstDay: isoDayFromNumber(days[0] ?? 0),
  lastDay: isoDayFromNumber(days[days.length - 1] ?? 0),
});

/** Unpacks and reads a price file, and says what is in it. */
export const readPricesTask: Task<PriceFileInput, Outcome<ReadPrices>> = ({ fileName, bytes }) => {
  const read = readUpload(fileName, bytes);
  if (read.status === 'refused') return { status: 'finished', value: read };
  const { report, needsConsent, table } = read.value;
  return {
    status: 'finished',
    value: done({ report, needsConsent, good: table === undefined ? null : goodPart(table) }),
  };
};
