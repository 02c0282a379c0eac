import { isoDayOfInstant } from '@/lib/base/iso-day';
import { done, type Outcome } from '@/lib/base/outcome';
import { ExportMyDataInput } from '@/lib/shared/contracts/settings';
import type { ExportedFile } from '@/lib/shared/contracts/wire';
import { appendAudit } from '../../audit/append';
import type { DbTransaction } from '../../db/client';
import { exportTurn } from '../export-turn';
import { service } from '../service';

/** Every owned table and how to read what is the user's in it; secrets stay where they are. A test compares this list with the database. */
export const OWNED_TABLES = {
  sessions: (tx, userId) => tx.session.findMany({ where: { userId }, omit: { tokenHash: true } }),
  profile_drafts: (tx, userId) => tx.profileDraft.findMany({ where: { userId } }),
  profile_versions: (tx, userId) => tx.profileVersion.findMany({ where: { userId }, orderBy: { version: 'asc' } }),
  policies: (tx, userId) => tx.policyRecord.findMany({ where: { userId } }),
  price_sets: (tx, userId) => tx.priceSet.findMany({ where: { userId } }),
  price_imports: (tx, userId) => tx.priceImport.findMany({ where: { userId } }),
  recommendations: (tx, userId) => tx.recommendation.findMany({ where: { userId }, orderBy: { createdAt: 'asc' } }),
  accounts: (tx, userId) => tx.account.findMany({ where: { userId } }),
  journals: (tx, userId) => tx.journal.findMany({ where: { userId }, orderBy: { id: 'asc' } }),
  ledger_entries: (tx, userId) => tx.ledgerEntry.findMany({ where: { userId }, orderBy: { id: 'asc' } }),
  rebalances: (tx, userId) => tx.rebalance.findMany({ where: { userId } }),
  orders: (tx, userId) => tx.order.findMany({ where: { userId } }),
  fills: (tx, userId) => tx.fill.findMany({ where: { userId }, orderBy: { id: 'asc' } }),
  backtests: (tx, userId) => tx.backtest.findMany({ where: { userId } }),
  goals: (tx, userId) => tx.goal.findMany({ where: { userId }, orderBy: { createdAt: 'asc' } }),
  stress_scenarios: (tx, userId) => tx.stressScenario.findMany({ where: { userId }, orderBy: { createdAt: 'asc' } }),
  jobs: (tx, userId) => tx.job.findMany({ where: { userId }, orderBy: { createdAt: 'asc' } }),
  audit_events: (tx, userId) => tx.auditEvent.findMany({ where: { userId }, orderBy: { id: 'asc' } }),
} as const satisfies Record<string, (tx: DbTransaction, userId: string) => Promise<readonly object[]>>;

const withoutBigints = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value;

/** Everything that is kept about the user, as one JSON file. */
export const exportMyData = service({
  name: 'settings/export-my-data',
  access: 'signed-in',
  input: ExportMyDataInput,
  run: async (ctx): Promise<Outcome<ExportedFile>> => {
    const { db, clock, actor } = ctx;
    const { userId } = actor;
    const turn = await exportTurn(ctx);
    if (turn.status === 'refused') return turn;
    await db.$transaction((tx) => appendAudit(tx, clock, { kind: 'data-exported', userId, actor: userId, body: {} }));
    const user = await db.user.findUniqueOrThrow({ where: { id: userId } });
    const tables: Record<string, readonly object[]> = {};
    for (const [name, read] of Object.entries(OWNED_TABLES)) tables[name] = await read(db, userId);
    const exportedAt = new Date(clock.now()).toISOString();
    return done({
      fileName: `ballast-data-${isoDayOfInstant(clock.now())}.json`,
      mediaType: 'application/json',
      text: JSON.stringify({ schemaVersion: 1, exportedAt, user, ...tables }, withoutBigints, 2),
    });
  },
});
