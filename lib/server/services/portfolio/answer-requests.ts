import { done, type Outcome, refused } from '@/lib/base/outcome';
import type { PricePanel } from '@/lib/quant/market/panel';
import type { PricesInput } from '@/lib/shared/contracts/common';
import { LIMITS, takeTurn } from '../../auth/rate-limit';
import { compute } from '../../compute/compute';
import { answersTogether, type DoorRequests } from '../../compute/door-task';
import { usablePriceSet } from '../../prices/price-set-rows';
import { loadPanel } from '../../store/panel-store';
import type { UserContext } from '../service';

const FILE = 'A file is read by the command line only: upload it under /api/v1/prices and name its set.';
const TOO_MANY = 'You have asked for many computations; try again in some minutes.';

/** The stored prices that the requests name, as far as this user may use them. */
async function storedPanels(
  ctx: UserContext,
  inputs: readonly (PricesInput | undefined)[],
): Promise<Outcome<ReadonlyMap<string, PricePanel>>> {
  const stored = new Map<string, PricePanel>();
  for (const prices of inputs) {
    if (prices === undefined) continue;
    if ('file' in prices) return refused('bad-input', FILE, 'prices.file');
    if (!('set' in prices) || stored.has(prices.set)) continue;
    const priceSet = await usablePriceSet(ctx.db, ctx.actor.userId, prices.set);
    if (priceSet === null) return refused('not-found', 'There is no such price set, or it is not yours.', 'prices.set');
    stored.set(prices.set, await loadPanel(priceSet.contentHash));
  }
  return done(stored);
}

/**
 * A door for programs: the same request as on the command line, the same answer; an array of requests gives an array of
 * answers. Nothing is kept.
 */
export async function answerRequests(
  ctx: UserContext,
  asked: DoorRequests,
  isMany: boolean,
): Promise<Outcome<unknown>> {
  const turn = await takeTurn(ctx.db, ctx.clock, LIMITS.doorsUser, ctx.actor.userId);
  if (!turn.isAllowed) return refused('too-many-requests', TOO_MANY);
  const prices = asked.requests.map((request) => ('prices' in request ? request.prices : undefined));
  const stored = await storedPanels(ctx, prices);
  if (stored.status === 'refused') return stored;
  const answers = await compute('door', { ...asked, stored: stored.value });
  return answers.status === 'refused' ? answers : answersTogether(answers.value, isMany);
}
