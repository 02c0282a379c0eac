import { expect } from 'vitest';
import type { RebalancePreview, RebalanceView } from '@/lib/shared/contracts/rebalance';
import { eventually, valueOf, type World } from '../../support/world';

/** Server modules read the environment once; call this after the world has set it. */
export const loadServer = async () => ({
  ...(await import('@/lib/server/services/account/open-account')),
  ...(await import('@/lib/server/services/account/list-accounts')),
  ...(await import('@/lib/server/services/account/fund-account')),
  ...(await import('@/lib/server/services/account/get-portfolio')),
  ...(await import('@/lib/server/services/rebalance/preview-rebalance')),
  ...(await import('@/lib/server/services/rebalance/confirm-rebalance')),
  ...(await import('@/lib/server/services/rebalance/get-rebalance')),
  ...(await import('@/lib/server/services/rebalance/list-rebalances')),
  ...(await import('@/lib/server/services/rebalance/cancel-rebalance')),
  ...(await import('@/lib/server/jobs/worker')),
  ...(await import('@/lib/server/ledger/check-ledger')),
  ...(await import('@/lib/server/adapters/brokers/registry')),
  ...(await import('@/lib/server/adapters/brokers/paper')),
  ...(await import('@/lib/server/audit/verify')),
});

export type LoadedServer = Awaited<ReturnType<typeof loadServer>>;

export const MIX = { 'SIM-USEQ': 0.5, 'SIM-LTB': 0.3, 'SIM-GOLD': 0.2 };

export interface Investor {
  readonly userId: string;
  readonly ctx: ReturnType<World['ctxOf']>;
  readonly accountId: string;
}

export interface InvestorTools {
  /** An investor with an accepted plan and a funded account. */
  readonly investorWith: (weights?: Readonly<Record<string, number>>, amount?: string) => Promise<Investor>;
  readonly preview: (investor: Investor, options?: object) => Promise<RebalancePreview>;
  /** Previews, confirms and waits for the end. */
  readonly rebalanced: (investor: Investor, key?: string) => Promise<RebalanceView>;
  readonly ended: (investor: Investor, rebalanceId: string) => Promise<RebalanceView>;
  readonly expectSoundBooks: (investor: Investor) => Promise<void>;
}

export function investorTools(world: World, server: LoadedServer): InvestorTools {
  async function investorWith(weights: Readonly<Record<string, number>> = MIX, amount = '10000'): Promise<Investor> {
    const userId = await world.newUser();
    const ctx = world.ctxOf(userId);
    await world.acceptPlan(userId, weights);
    const account = valueOf(await server.openAccount.call(ctx, {}));
    valueOf(await server.fundAccount.call(ctx, { accountId: account.id, amount, key: 'first-deposit' }));
    return { userId, ctx, accountId: account.id };
  }

  const preview = async ({ ctx, accountId }: Investor, options?: object) =>
    valueOf(await server.previewRebalance.call(ctx, { accountId, ...(options && { options }) }));

  async function rebalanced(investor: Investor, key = 'confirm-1'): Promise<RebalanceView> {
    const { planHash } = await preview(investor);
    const { rebalanceId } = valueOf(
      await server.confirmRebalance.call(investor.ctx, { accountId: investor.accountId, planHash, key }),
    );
    return ended(investor, rebalanceId);
  }

  const ended = ({ ctx }: Investor, rebalanceId: string): Promise<RebalanceView> =>
    eventually(async () => {
      const view = valueOf(await server.getRebalance.call(ctx, { rebalanceId }));
      return view.finishedAt === null ? undefined : view;
    });

  async function expectSoundBooks({ accountId }: Investor): Promise<void> {
    expect(await server.checkLedger(world.db, accountId)).toEqual([]);
    const account = await world.db.account.findUniqueOrThrow({ where: { id: accountId } });
    expect(await server.reconcile(world.db, accountId, server.brokerOf(account))).toEqual({
      status: 'matched',
      differences: [],
    });
  }
  return { investorWith, preview, rebalanced, ended, expectSoundBooks };
}
