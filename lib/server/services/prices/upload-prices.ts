import { createHash } from 'node:crypto';
import { newId } from '@/lib/base/ids';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import { type PriceImportView, UploadPricesInput } from '@/lib/shared/contracts/price-set';
import { LIMITS, takeTurn } from '../../auth/rate-limit';
import { compute } from '../../compute/compute';
import { SENT_BYTES_MAX } from '../../prices/read-upload';
import { artefactStore } from '../../store/panel-store';
import { service } from '../service';
import { importView, type StoredImport } from './import-view';

/** Files stay on disk; whoever comes without a name may leave fewer of them. */
const FILES_MAX = { investor: 300, demo: 100, sandbox: 30 } as const;

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
    if (bytes.length > SENT_BYTES_MAX) return refused('too-large', `${fileName} is larger than 20 MB.`, 'bytes');
    if ((await db.priceImport.count({ where: { userId: actor.userId } })) >= FILES_MAX[actor.userKind]) {
      return refused('conflict', 'You have sent as many files as one account can hold.');
    }
    const computed = await compute('read-prices', { fileName, bytes });
    const read = computed.status === 'done' ? computed.value : computed;
    if (read.status === 'refused') return read;
    const { report, needsConsent, good } = read.value;
    const storeKey = `upload/${createHash('sha256').update(bytes).digest('hex')}`;
    // Of a file that holds nothing usable nobody will ask again.
    if (good !== null) await artefactStore().put(storeKey, bytes);
    const stored: StoredImport = { report, needsConsent, good };
    const row = await db.priceImport.create({
      data: {
        id: newId(clock, ctx.randomBytes),
        userId: actor.userId,
        fileName,
        storeKey,
        status: good === null ? 'unreadable' : 'read',
        report: stored,
        createdAt: new Date(clock.now()),
      },
    });
    return done(importView(row));
  },
});
