import { newId } from '@/lib/base/ids';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import { type AccountView, OpenAccountInput } from '@/lib/shared/contracts/account';
import type { PaperMarket } from '../../adapters/brokers/broker';
import { BROKERS } from '../../adapters/brokers/registry';
import { appendAudit } from '../../audit/append';
import type { DbTransaction } from '../../db/client';
import type { Account, PriceSet } from '../../db/generated/client';
import { PAPER_COSTS } from '../../ledger/exact-fill';
import { isSharedSimulation, newestSimulatedSet, usablePriceSet } from '../../prices/price-set-rows';
import { service, type UserContext } from '../service';
import { acceptedTarget, accountView } from './account-rows';

/** Opens a paper account in the market of the plan, or answers the one that is open there already. */
export const openAccount = service({
  name: 'account/open-account',
  access: 'signed-in',
  input: OpenAccountInput,
  run: async (ctx, { name, priceSetId }): Promise<Outcome<AccountView>> => {
    const { db, actor } = ctx;
    const priceSet = await wantedPriceSet(ctx, priceSetId);
    if (priceSet === null) return refused('not-found', 'There is no such price set, or it is not yours.', 'priceSetId');
    const existing = await openAccountIn(db, actor.userId, priceSet);
    if (existing !== undefined) return done(accountView(existing));
    const id = newId(ctx.clock, ctx.randomBytes);
    const opened = await BROKERS.paper(id).openAccount(marketOf(priceSet), PAPER_COSTS.commissionBasisPoints);
    if (opened.status === 'unreachable') {
      ctx.log.warn({ why: opened.message }, 'the exchange does not answer');
      return refused('unavailable', 'The paper exchange does not answer. Please try again in a minute.');
    }
    return done(accountView(await keepAccount(ctx, { id, name, priceSet })));
  },
});

async function wantedPriceSet({ db, actor }: UserContext, priceSetId: string | undefined): Promise<PriceSet | null> {
  if (priceSetId !== undefined) return usablePriceSet(db, actor.userId, priceSetId);
  const target = await acceptedTarget(db, actor.userId);
  if (target === undefined) return newestSimulatedSet(db);
  return usablePriceSet(db, actor.userId, target.recommendation.priceSetId);
}

const marketOf = (priceSet: PriceSet): PaperMarket =>
  isSharedSimulation(priceSet) ? { kind: 'simulated' } : { kind: 'price-set', hash: priceSet.contentHash };

/** Every state of the shared simulation is one market. */
async function openAccountIn(tx: DbTransaction, userId: string, priceSet: PriceSet): Promise<Account | undefined> {
  const accounts = await tx.account.findMany({ where: { userId, closedAt: null }, orderBy: { createdAt: 'asc' } });
  const sets = await tx.priceSet.findMany({ where: { id: { in: accounts.map((account) => account.priceSetId) } } });
  const isSameMarket = (other: PriceSet): boolean =>
    isSharedSimulation(priceSet) ? isSharedSimulation(other) : other.contentHash === priceSet.contentHash;
  const ids = new Set(sets.filter(isSameMarket).map(({ id }) => id));
  return accounts.find((account) => ids.has(account.priceSetId));
}

interface NewAccount {
  readonly id: string;
  readonly name: string;
  readonly priceSet: PriceSet;
}

/** Two clicks at once open one account: the user's row is held while looking and writing. */
async function keepAccount(ctx: UserContext, { id, name, priceSet }: NewAccount): Promise<Account> {
  const { userId } = ctx.actor;
  return ctx.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
    const existing = await openAccountIn(tx, userId, priceSet);
    if (existing !== undefined) return existing;
    const account = await tx.account.create({
      data: {
        id,
        userId,
        kind: 'paper',
        name,
        currency: 'USD',
        priceSetId: priceSet.id,
        externalId: id,
        createdAt: new Date(ctx.clock.now()),
      },
    });
    await appendAudit(tx, ctx.clock, {
      kind: 'account-opened',
      userId,
      accountId: id,
      actor: userId,
      body: { accountId: id, name, priceSetId: priceSet.id },
    });
    return account;
  });
}
