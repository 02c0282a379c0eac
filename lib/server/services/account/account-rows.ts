import { z } from 'zod';
import type { AccountView } from '@/lib/shared/contracts/account';
import { WeightMap } from '@/lib/shared/contracts/common';
import type { ServiceContext } from '../../context';
import type { DbTransaction } from '../../db/client';
import type { Account, PriceSet, Recommendation } from '../../db/generated/client';
import { currentPriceSet } from '../../prices/price-set-rows';
import { lastPrices, type LastPrices } from '../../store/last-prices';
import { loadPanel } from '../../store/panel-store';

/** What several account and rebalance services read. */

export const accountView = (account: Account): AccountView => ({
  id: account.id,
  name: account.name,
  kind: 'paper',
  currency: 'USD',
  priceSetId: account.priceSetId,
  createdAt: account.createdAt.toISOString(),
});

export async function ownerOfAccount({ db }: ServiceContext, accountId: string): Promise<string | undefined> {
  const account = await db.account.findUnique({ where: { id: accountId }, select: { userId: true, closedAt: true } });
  return account?.closedAt === null ? account.userId : undefined;
}

export interface AccountMarket {
  readonly priceSet: PriceSet;
  readonly prices: LastPrices;
}

/** The prices the account is valued and trades at now. */
export async function accountMarket(tx: DbTransaction, account: Pick<Account, 'priceSetId'>): Promise<AccountMarket> {
  const priceSet = await currentPriceSet(tx, account.priceSetId);
  return { priceSet, prices: lastPrices(await loadPanel(priceSet.contentHash)) };
}

export interface AcceptedTarget {
  readonly recommendation: Recommendation;
  /** Fractions by symbol, none negative, together at most one. */
  readonly weights: ReadonlyMap<string, number>;
}

/** The plan the user accepted last; undefined when there is none. */
export async function acceptedTarget(tx: DbTransaction, userId: string): Promise<AcceptedTarget | undefined> {
  const recommendation = await tx.recommendation.findFirst({
    where: { userId, acceptedAt: { not: null } },
    orderBy: { acceptedAt: 'desc' },
  });
  if (recommendation === null) return undefined;
  const weights = targetWeights(PlanWeights.parse(recommendation.answer), recommendation.level);
  return weights === undefined ? undefined : { recommendation, weights };
}

/** The part of a stored answer that trading follows. */
const PlanWeights = z.object({
  profiles: z.array(z.object({ profile: z.string(), status: z.string(), weights: z.exactOptional(WeightMap) })),
});

/** A solver's answer may miss zero and one by its tolerance; a target may not. */
function targetWeights(answer: z.infer<typeof PlanWeights>, level: string): ReadonlyMap<string, number> | undefined {
  const plan = answer.profiles.find(({ profile }) => profile === level);
  if (plan?.status !== 'solved' || plan.weights === undefined) return undefined;
  const positive = Object.entries(plan.weights).filter(([, weight]) => weight > 0);
  const sum = positive.reduce((total, [, weight]) => total + weight, 0);
  const divisor = Math.max(1, sum);
  return new Map(positive.map(([symbol, weight]) => [symbol, weight / divisor]));
}
