import { type Outcome, done, refused } from '@/lib/base/outcome';
import { DecideImportInput, type PriceImportView } from '@/lib/shared/contracts/price-set';
import { appendAudit } from '../../audit/append';
import { compute } from '../../compute/compute';
import type { PriceImport } from '../../db/generated/client';
import { insertPriceSet, priceSetRow } from '../../prices/price-set-rows';
import { artefactStore, putPanel } from '../../store/panel-store';
import { service, type UserContext } from '../service';
import { importView, ownerOfImport } from './import-view';

const DECIDED = 'This file has been decided on already.';

/** Keeps the good part of a file as a price set of its own, or drops it. What was there before stays as it was. */
export const decideImport = service({
  name: 'prices/decide-import',
  access: 'owner',
  input: DecideImportInput,
  ownerOf: (ctx, { importId }) => ownerOfImport(ctx, importId),
  run: async (ctx, { importId, decision, label }): Promise<Outcome<PriceImportView>> => {
    const row = await ctx.db.priceImport.findUniqueOrThrow({ where: { id: importId } });
    if (row.status === 'unreadable') return refused('conflict', `Nothing in ${row.fileName} can be kept.`, 'importId');
    if (row.status !== 'read') return refused('conflict', DECIDED, 'importId');
    return decision === 'drop' ? drop(ctx, importId) : keep(ctx, row, label ?? row.fileName);
  },
});

async function drop(ctx: UserContext, importId: string): Promise<Outcome<PriceImportView>> {
  const { count } = await ctx.db.priceImport.updateMany({
    where: { id: importId, status: 'read' },
    data: { status: 'dropped', decidedAt: new Date(ctx.clock.now()) },
  });
  if (count === 0) return refused('conflict', DECIDED, 'importId');
  return done(importView(await ctx.db.priceImport.findUniqueOrThrow({ where: { id: importId } })));
}

async function keep(ctx: UserContext, row: PriceImport, label: string): Promise<Outcome<PriceImportView>> {
  const { db, clock, actor } = ctx;
  const bytes = await artefactStore().get(row.storeKey);
  if (bytes === undefined) return refused('unavailable', `${row.fileName} is no longer there. Please upload it again.`);
  const computed = await compute('keep-prices', { fileName: row.fileName, bytes });
  const read = computed.status === 'done' ? computed.value : computed;
  if (read.status === 'refused') return read;
  if (read.value === undefined) return refused('conflict', `Nothing in ${row.fileName} can be kept.`, 'importId');
  const { panel, packed, report } = read.value;
  await putPanel(packed);
  const priceSet = priceSetRow(ctx, { userId: actor.userId, label, panel, report }, packed.hash);
  return db.$transaction(async (tx) => {
    const { count } = await tx.priceImport.updateMany({
      where: { id: row.id, status: 'read' },
      data: { status: 'kept', decidedAt: new Date(clock.now()), priceSetId: priceSet.id },
    });
    if (count === 0) return refused('conflict', DECIDED, 'importId');
    await insertPriceSet(tx, priceSet);
    await appendAudit(tx, clock, {
      kind: 'prices-imported',
      userId: actor.userId,
      actor: actor.userId,
      body: { priceSetId: priceSet.id, contentHash: priceSet.contentHash, source: 'file', fileName: row.fileName },
    });
    return done(importView(await tx.priceImport.findUniqueOrThrow({ where: { id: row.id } })));
  });
}
