import { z } from 'zod';
import { ImportReport, type PriceImportView } from '@/lib/shared/contracts/price-set';
import type { ServiceContext } from '../../context';
import type { PriceImport } from '../../db/generated/client';

/** What is stored with an import, so that the page can show it again. */
export const StoredImport = z.object({
  report: ImportReport,
  needsConsent: z.boolean(),
  good: z
    .object({ symbols: z.array(z.string()), dayCount: z.int(), firstDay: z.string(), lastDay: z.string() })
    .nullable(),
});
export type StoredImport = z.infer<typeof StoredImport>;

const Status = z.enum(['read', 'kept', 'dropped', 'unreadable']);

export async function ownerOfImport({ db }: ServiceContext, importId: string): Promise<string | undefined> {
  return (await db.priceImport.findUnique({ where: { id: importId }, select: { userId: true } }))?.userId;
}

export function importView(row: PriceImport): PriceImportView {
  const { report, needsConsent, good } = StoredImport.parse(row.report);
  return {
    id: row.id,
    fileName: row.fileName,
    status: Status.parse(row.status),
    report,
    needsConsent,
    good,
    priceSetId: row.priceSetId,
    createdAt: row.createdAt.toISOString(),
  };
}
