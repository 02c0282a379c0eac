import { randomUUID } from 'node:crypto';
import type { World } from '../../support/world';

export interface Books {
  readonly accountId: string;
  readonly userId: string;
  readonly rebalanceId: string;
  orders: number;
}

/** An account with a rebalance under way, so that a broker that is lists can fill orders of it. */
export async function newBooks(world: World): Promise<Books> {
  const userId = await world.newUser();
  const recommendationId = await world.acceptPlan(userId, { 'SIM-USEQ': 1 });
  const accountId = randomUUID();
  const rebalanceId = randomUUID();
  const now = new Date();
  await world.db.account.create({
    data: {
      id: accountId,
      userId,
      kind: 'paper',
      name: 'Books',
      currency: 'USD',
      priceSetId: world.simulated.id,
      externalId: accountId,
      createdAt: now,
    },
  });
  await world.db.rebalance.create({
    data: {
      id: rebalanceId,
      userId,
      accountId,
      recommendationId,
      key: 'books',
      planHash: 'books',
      plan: {},
      status: 'buying',
      schemaVersion: 1,
      createdAt: now,
    },
  });
  return { accountId, userId, rebalanceId, orders: 0 };
}

interface NewOrder {
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  /** Of a millionth. */
  readonly steps: bigint;
}

/** Answers the id under which the broker reports on it. */
export async function newOrder(world: World, books: Books, { symbol, side, steps }: NewOrder): Promise<string> {
  const id = randomUUID();
  const now = new Date();
  await world.db.order.create({
    data: {
      id,
      userId: books.userId,
      accountId: books.accountId,
      rebalanceId: books.rebalanceId,
      clientOrderId: `test-${id}`,
      sequence: books.orders++,
      symbol,
      side,
      quantitySteps: steps,
      quantityDecimals: 6,
      referencePrice: '1',
      reason: {},
      status: 'submitted',
      createdAt: now,
      updatedAt: now,
    },
  });
  return `test-${id}`;
}
