import type pg from 'pg';
import { z } from 'zod';
import { parseMicros } from '@/lib/base/money';
import { actionsAfter, payTax, settleDays } from './actions';
import { deposit, depositsAfter, type ExchangeAccount, findAccount, openAccount, positionsOf } from './accounts';
import { inTransaction } from './database';
import { MarketSpec, type MarketOf } from './market';
import { cancelOrder, type Desk, findOrder, listOrders, placeOrder, REFUSALS } from './orders';
import {
  accountView,
  actionView,
  assetView,
  depositView,
  executionsAfter,
  fillView,
  orderView,
  positionView,
} from './views';

/** The subset of the trading interface that Ballast speaks, plus paper accounts and paper deposits of our own. */

export interface Exchange {
  readonly pool: pg.Pool;
  readonly desk: Desk;
  readonly marketOf: MarketOf;
}

export interface Answer {
  readonly httpStatus: number;
  readonly body?: object;
}

export interface Asked {
  readonly account: ExchangeAccount;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** What the route's pattern captured. */
  readonly captured: string;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly pattern: RegExp;
  readonly answer: (exchange: Exchange, asked: Asked) => Promise<Answer>;
}

const ok = (body: object): Answer => ({ httpStatus: 200, body });
const fault = (httpStatus: number, code: number, message: string, details: object = {}): Answer => ({
  httpStatus,
  body: { code, message, ...details },
});
const unusable = (message: string): Answer => fault(422, 40_010_001, message);
const notFound = (what: string): Answer => fault(404, 40_410_000, `${what} not found`);

const sentenceOf = (error: z.ZodError): string => {
  const issue = error.issues[0];
  return `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'not usable'}`;
};

const OrderBody = z.object({
  symbol: z.string().min(1).max(24),
  qty: z.string(),
  side: z.enum(['buy', 'sell']),
  type: z.literal('market'),
  time_in_force: z.enum(['day', 'gtc']),
  client_order_id: z.string().min(1).max(128),
});

async function postOrder({ pool, desk, marketOf }: Exchange, { account, body }: Asked): Promise<Answer> {
  const parsed = OrderBody.safeParse(body);
  if (!parsed.success) return unusable(sentenceOf(parsed.error));
  const { symbol, qty, side, client_order_id: clientOrderId } = parsed.data;
  const market = await marketOf(account.market);
  const outcome = await inTransaction(pool, (sql) =>
    placeOrder(sql, desk, { accountId: account.id, market }, { symbol, side, clientOrderId, quantity: qty }),
  );
  switch (outcome.status) {
    case 'accepted':
      return ok(orderView(outcome.order));
    case 'duplicate':
      return fault(422, 40_010_001, 'client_order_id must be unique', {
        existing_order: `/v2/orders:by_client_order_id?client_order_id=${encodeURIComponent(clientOrderId)}`,
      });
    case 'refused': {
      const { httpStatus, code } = REFUSALS[outcome.code];
      return fault(httpStatus, code, outcome.message, outcome.details);
    }
  }
}

const LIST_MAX = 500;
const PAGE_MAX = 100;

const boundedInteger = (text: string | null, fallback: number, max: number): number => {
  const value = Number(text ?? fallback);
  return Number.isInteger(value) && value >= 1 ? Math.min(value, max) : fallback;
};

async function getOrders({ pool, marketOf }: Exchange, { account, query }: Asked): Promise<Answer> {
  const status = z.enum(['open', 'closed', 'all']).safeParse(query.get('status') ?? 'open');
  if (!status.success) return unusable('status must be open, closed or all');
  const limit = boundedInteger(query.get('limit'), 50, LIST_MAX);
  const { asOfDay } = await marketOf(account.market);
  return ok(
    (await listOrders(pool, account.id, { status: status.data, limit })).map((order) => orderView(order, asOfDay)),
  );
}

async function getOrder({ pool, marketOf }: Exchange, { account, captured }: Asked): Promise<Answer> {
  const order = await findOrder(pool, account.id, { id: captured });
  if (order === undefined) return notFound('order');
  return ok(orderView(order, (await marketOf(account.market)).asOfDay));
}

async function getOrderByClientId({ pool, marketOf }: Exchange, { account, query }: Asked): Promise<Answer> {
  const order = await findOrder(pool, account.id, { clientOrderId: query.get('client_order_id') ?? '' });
  if (order === undefined) return notFound('order');
  return ok(orderView(order, (await marketOf(account.market)).asOfDay));
}

async function deleteOrder({ pool, desk }: Exchange, { account, captured }: Asked): Promise<Answer> {
  const order = await findOrder(pool, account.id, { id: captured });
  if (order === undefined) return notFound('order');
  const isCancelled = await inTransaction(pool, (sql) => cancelOrder(sql, desk.clock, order));
  return isCancelled ? { httpStatus: 204 } : fault(422, 42_210_000, `order is already ${order.status}`);
}

async function getAccount({ pool, marketOf }: Exchange, { account }: Asked): Promise<Answer> {
  return ok(await accountView(pool, account, await marketOf(account.market)));
}

async function getPositions({ pool, marketOf }: Exchange, { account }: Asked): Promise<Answer> {
  const market = await marketOf(account.market);
  const held = [...(await positionsOf(pool, account.id)).values()].filter(({ steps }) => steps > 0n);
  return ok(held.map((position) => positionView(position, market)));
}

async function getPosition({ pool, marketOf }: Exchange, { account, captured }: Asked): Promise<Answer> {
  const market = await marketOf(account.market);
  const position = (await positionsOf(pool, account.id)).get(decodeURIComponent(captured));
  return position === undefined || position.steps === 0n ? notFound('position') : ok(positionView(position, market));
}

/** Oldest first, from the id the caller knows last; our client reads forward only. */
async function getActivities({ pool }: Exchange, { account, query, captured }: Asked): Promise<Answer> {
  if (query.get('direction') !== 'asc') return unusable('direction must be asc');
  const limit = boundedInteger(query.get('page_size'), PAGE_MAX, PAGE_MAX);
  const token = query.get('page_token') ?? undefined;
  if (captured === 'FILL') return ok((await executionsAfter(pool, account.id, token, limit)).map(fillView));
  if (captured === 'NTA') {
    const afterAction = /^act-(\d{1,18})$/.exec(token ?? '')?.[1] ?? '0';
    return ok((await actionsAfter(pool, account.id, afterAction, limit)).map(actionView));
  }
  const afterId = /^csd-(\d{1,18})$/.exec(token ?? '')?.[1] ?? '0';
  return ok((await depositsAfter(pool, account.id, afterId, limit)).map(depositView));
}

function getClock({ desk }: Exchange): Promise<Answer> {
  const timestamp = new Date(desk.clock.now()).toISOString();
  return Promise.resolve(ok({ timestamp, is_open: true, next_open: timestamp, next_close: timestamp }));
}

async function getAssets({ marketOf }: Exchange, { account }: Asked): Promise<Answer> {
  return ok((await marketOf(account.market)).instruments.map(assetView));
}

async function getAsset({ marketOf }: Exchange, { account, captured }: Asked): Promise<Answer> {
  const { instruments } = await marketOf(account.market);
  const instrument = instruments.find(({ symbol }) => symbol === decodeURIComponent(captured));
  return instrument === undefined ? notFound('asset') : ok(assetView(instrument));
}

const DepositBody = z.object({
  amount: z.string(),
  client_reference: z.string().min(1).max(128),
});

async function postDeposit({ pool, desk }: Exchange, { account, body }: Asked): Promise<Answer> {
  const parsed = DepositBody.safeParse(body);
  if (!parsed.success) return unusable(sentenceOf(parsed.error));
  const amountMicros = parseMicros(parsed.data.amount);
  if (amountMicros === undefined || amountMicros <= 0n) return unusable('amount: must be a decimal above zero');
  const { client_reference: clientReference } = parsed.data;
  const paidIn = await inTransaction(pool, (sql) =>
    deposit(sql, desk.clock, account.id, { clientReference, amountMicros }),
  );
  return paidIn === 'conflict' ? unusable('client_reference was used for another amount') : ok(depositView(paidIn));
}

const TaxBody = z.object({ amount: z.string(), client_reference: z.string().min(1).max(128) });

/** Money its owner takes out to pay taxes with; day by day, like everything in a market that is played. */
async function postTax({ pool, desk, marketOf }: Exchange, { account, body }: Asked): Promise<Answer> {
  const parsed = TaxBody.safeParse(body);
  if (!parsed.success) return unusable(sentenceOf(parsed.error));
  const amountMicros = parseMicros(parsed.data.amount);
  if (amountMicros === undefined || amountMicros <= 0n) return unusable('amount: must be a decimal above zero');
  const { client_reference: clientReference } = parsed.data;
  const { asOfDay: day } = await marketOf(account.market);
  const paid = await inTransaction(pool, (sql) =>
    payTax(sql, desk.clock, account, { clientReference, amountMicros, day }),
  );
  if (paid === 'conflict') return unusable('client_reference was used for another amount');
  if (paid === 'insufficient') return fault(403, REFUSALS.short.code, 'insufficient cash to pay the tax');
  return ok(actionView(paid));
}

export const ROUTES: readonly Route[] = [
  { method: 'GET', pattern: /^\/v2\/account$/, answer: getAccount },
  { method: 'GET', pattern: /^\/v2\/account\/activities\/(FILL|CSD|NTA)$/, answer: getActivities },
  { method: 'GET', pattern: /^\/v2\/clock$/, answer: getClock },
  { method: 'GET', pattern: /^\/v2\/assets$/, answer: getAssets },
  { method: 'GET', pattern: /^\/v2\/assets\/([^/]{1,72})$/, answer: getAsset },
  { method: 'POST', pattern: /^\/v2\/orders$/, answer: postOrder },
  { method: 'GET', pattern: /^\/v2\/orders$/, answer: getOrders },
  { method: 'GET', pattern: /^\/v2\/orders:by_client_order_id$/, answer: getOrderByClientId },
  { method: 'GET', pattern: /^\/v2\/orders\/([0-9a-f-]{36})$/, answer: getOrder },
  { method: 'DELETE', pattern: /^\/v2\/orders\/([0-9a-f-]{36})$/, answer: deleteOrder },
  { method: 'GET', pattern: /^\/v2\/positions$/, answer: getPositions },
  { method: 'GET', pattern: /^\/v2\/positions\/([^/]{1,72})$/, answer: getPosition },
  { method: 'POST', pattern: /^\/v2\/paper\/deposits$/, answer: postDeposit },
  { method: 'POST', pattern: /^\/v2\/paper\/taxes$/, answer: postTax },
];

const AccountBody = z.object({
  market: MarketSpec,
  commission_basis_points: z.number().min(0).max(1000),
});

/** PUT of an account under the id the caller chose: the one request that needs no account yet. */
export async function putAccount({ pool, desk, marketOf }: Exchange, id: string, body: unknown): Promise<Answer> {
  const parsed = AccountBody.safeParse(body);
  if (!parsed.success) return unusable(sentenceOf(parsed.error));
  const { market: spec, commission_basis_points: commissionBasisPoints } = parsed.data;
  const market = await marketOf(spec);
  const settledDay = market.daily === undefined ? null : market.asOfDay;
  const account = await openAccount(pool, desk.clock, { id, market: spec, commissionBasisPoints, settledDay });
  return ok(await accountView(pool, account, market));
}

/** The account, brought to its market's day; undefined when there is none. */
export async function accountById(
  { pool, desk, marketOf }: Exchange,
  id: string,
): Promise<ExchangeAccount | undefined> {
  const account = await findAccount(pool, id);
  if (account === undefined || account.settledDay === null) return account;
  const market = await marketOf(account.market);
  if (account.settledDay >= market.asOfDay) return account;
  await inTransaction(pool, (sql) => settleDays(sql, desk.clock, market, id));
  return findAccount(pool, id);
}
