import { createHash } from 'node:crypto';
import { isoDayFromNumber } from '@/lib/base/iso-day';
import { newId } from '@/lib/base/ids';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import type { PriceTable } from '@/lib/codec/prices/price-table';
import { type PriceImportView, UploadPricesInput } from '@/lib/shared/contracts/price-set';
import { LIMITS, takeTurn } from '../../auth/rate-limit';
import { readUpload } from '../../prices/read-upload';
import { artefactStore } from '../../store/panel-store';
import { service } from '../service';
import { importView, type StoredImport } from './import-view';

/** Reads a price file and reports what is in it. Nothing becomes a price set until the user decides. */
export const uploadPrices = service({
  name: 'prices/upload-prices',
  access: 'signed-in',
  input: UploadPricesInput,
  run: async (ctx, { fileName, bytes }): Promise<Outcome<PriceImportView>> => {
    const { db, clock, actor } = ctx;
    const turn = await takeTurn(db, clock, LIMITS.uploadsUser, actor.userId);
    if (!turn.isAllowed) {
      const minutes = Math.ceil(turn.retryAfterSeconds / 60);
      return refused('too-many-requests', `You have uploaded many files; the next one can come in ${minutes} minutes.`);
    }
    const read = await readUpload(fileName, bytes);
    if (read.status === 'refused') return read;
    const { report, needsConsent, table } = read.value;
    const storeKey = `upload/${createHash('sha256').update(bytes).digest('hex')}`;
    await artefactStore().put(storeKey, bytes);
    const stored: StoredImport = { report, needsConsent, good: table === undefined ? null : goodPart(table) };
    const row = await db.priceImport.create({
      data: {
        id: newId(clock, ctx.randomBytes),
        userId: actor.userId,
        fileName,
        storeKey,
        status: table === undefined ? 'unreadable' : 'read',
        report: stored,
        createdAt: new Date(clock.now()),
      },
    });
    return done(importView(row));
  },
});

const goodPart = ({ symbols, days }: PriceTable): NonNullable<StoredImport['good']> => ({
  symbols: [...symbols],
  dayCount: days.length,
  firstDay: isoDayFromNumber(days[0] ?? 0),
  lastDay: isoDayFromNumber(days[days.length - 1] ?? 0),
});
