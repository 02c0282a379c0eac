import { z } from 'zod';
import { parseMicros } from '@/lib/base/money';
import type {
  Broker,
  BrokerAction,
  BrokerAnswer,
  BrokerCash,
  BrokerDeposit,
  BrokerFill,
  BrokerOrder,
  BrokerPosition,
  NewBrokerOrder,
  SubmitOutcome,
  SubmitRefused,
  Unreachable,
} from './broker';
import { type HttpAnswer, type HttpRequest, type HttpTarget, send } from './http-client';

/**
 * The built-in paper exchange over HTTP. Its payloads are checked like any stranger's: unknown fields are ignored,
 * missing or malformed ones make the answer no answer.
 */

const Micros = z.string().transform((text, context) => {
  const micros = parseMicros(text);
  if (micros !== undefined) return micros;
  context.addIssue({ code: 'custom', message: `${text} is not an amount` });
  return z.NEVER;
});
const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const DecimalText = z.string().regex(/^\d+(\.\d+)?$/);
const Side = z.enum(['buy', 'sell']);

const Account = z.object({ cash: Micros, buying_power: Micros });
const Position = z.object({ symbol: z.string(), qty: DecimalText });
const Order = z.object({
  id: z.string(),
  client_order_id: z.string(),
  symbol: z.string(),
  side: Side,
  qty: DecimalText,
  filled_qty: DecimalText,
  status: z.string(),
  status_reason: z.string().nullish(),
  rests: z.boolean().nullish(),
});
const Fill = z.object({
  id: z.string(),
  order_id: z.string(),
  client_order_id: z.string(),
  symbol: z.string(),
  side: Side,
  qty: DecimalText,
  price: DecimalText,
  commission: Micros,
  reference_price: DecimalText.nullish(),
  transaction_time: Instant,
});
const Deposit = z.object({
  id: z.string(),
  net_amount: Micros,
  client_reference: z.string().nullish(),
  created_at: Instant,
});
const ActionKind = z.enum(['DIV', 'SPLIT', 'CSW']);
const Action = z.object({
  id: z.string(),
  activity_type: ActionKind,
  date: z.iso.date(),
  created_at: Instant,
  net_amount: Micros,
  symbol: z.string().nullable(),
  qty: z.string().regex(/^-?\d+(\.\d+)?$/),
  numerator: z.int().positive().nullable(),
  denominator: z.int().positive().nullable(),
  after_execution_id: z.string().nullable(),
});
const Fault = z.object({ message: z.string() });

/** Everything else is still open, whatever the broker calls it. */
const ENDED: Readonly<Record<string, BrokerOrder['status']>> = {
  filled: 'filled',
  canceled: 'cancelled',
  expired: 'cancelled',
  replaced: 'cancelled',
  rejected: 'rejected',
};

const orderOf = (order: z.infer<typeof Order>): BrokerOrder => ({
  brokerOrderId: order.id,
  clientOrderId: order.client_order_id,
  symbol: order.symbol,
  side: order.side,
  quantity: order.qty,
  filledQuantity: order.filled_qty,
  status: ENDED[order.status] ?? 'open',
  statusReason: order.status_reason ?? null,
  rests: order.rests ?? false,
});

const fillOf = (fill: z.infer<typeof Fill>): BrokerFill => ({
  executionId: fill.id,
  brokerOrderId: fill.order_id,
  clientOrderId: fill.client_order_id,
  symbol: fill.symbol,
  side: fill.side,
  quantity: fill.qty,
  price: fill.price,
  referencePrice: fill.reference_price ?? null,
  feeMicros: fill.commission,
  filledAt: fill.transaction_time,
});

const depositOf = (deposit: z.infer<typeof Deposit>): BrokerDeposit => ({
  depositId: deposit.id,
  reference: deposit.client_reference ?? null,
  amountMicros: deposit.net_amount,
  paidAt: deposit.created_at,
});

const ACTION_KINDS = { DIV: 'dividend', SPLIT: 'split', CSW: 'tax' } as const;

const actionOf = (action: z.infer<typeof Action>): BrokerAction => ({
  actionId: action.id,
  kind: ACTION_KINDS[action.activity_type],
  symbol: action.symbol,
  date: action.date,
  amountMicros: action.net_amount,
  quantityChange: action.qty,
  ratio:
    action.numerator === null || action.denominator === null
      ? null
      : { numerator: action.numerator, denominator: action.denominator },
  afterExecutionId: action.after_execution_id,
  bookedAt: action.created_at,
});

const cashOf = (account: z.infer<typeof Account>): BrokerCash => ({
  cashMicros: account.cash,
  buyingPowerMicros: account.buying_power,
});

const unreachable = (message: string): Unreachable => ({ status: 'unreachable', message });
const reasonOf = ({ body, httpStatus }: HttpAnswer): string =>
  Fault.safeParse(body).data?.message ?? `answered ${httpStatus}`;

const PAGE_SIZE = 100;
/** Far more than any account trades between two looks; beyond it something is wrong. */
const PAGES_MAX = 200;

interface Reader {
  readonly ask: <T>(request: HttpRequest, schema: z.ZodType<T>) => Promise<BrokerAnswer<T>>;
  /** All pages of a list that is read forward from an id. */
  readonly all: <T extends { id: string }>(
    path: string,
    afterId: string | undefined,
    schema: z.ZodType<T>,
  ) => Promise<BrokerAnswer<T[]>>;
  readonly orderByClientId: Broker['orderByClientId'];
}

function readerOf(http: HttpTarget): Reader {
  const ask: Reader['ask'] = async (request, schema) => {
    const answer = await send(http, request);
    if (answer.status === 'unreachable') return answer;
    if (answer.httpStatus !== 200) return unreachable(reasonOf(answer));
    const parsed = schema.safeParse(answer.body);
    return parsed.success ? { status: 'answered', value: parsed.data } : unreachable('an answer that makes no sense');
  };
  const all = async <T extends { id: string }>(
    path: string,
    afterId: string | undefined,
    schema: z.ZodType<T>,
  ): Promise<BrokerAnswer<T[]>> => {
    const found: T[] = [];
    let token = afterId;
    for (let page = 0; page < PAGES_MAX; page++) {
      const query = new URLSearchParams({ direction: 'asc', page_size: String(PAGE_SIZE) });
      if (token !== undefined) query.set('page_token', token);
      const answer = await ask({ method: 'GET', path: `${path}?${query.toString()}` }, z.array(schema));
      if (answer.status === 'unreachable') return answer;
      found.push(...answer.value);
      const last = answer.value.at(-1);
      if (last === undefined || answer.value.length < PAGE_SIZE) return { status: 'answered', value: found };
      token = last.id;
    }
    return unreachable('more pages than an account can have');
  };
  const orderByClientId: Reader['orderByClientId'] = async (clientOrderId) => {
    const path = `/v2/orders:by_client_order_id?client_order_id=${encodeURIComponent(clientOrderId)}`;
    const answer = await send(http, { method: 'GET', path });
    if (answer.status === 'unreachable') return answer;
    if (answer.httpStatus === 404) return { status: 'answered', value: undefined };
    const parsed = Order.safeParse(answer.body);
    if (answer.httpStatus !== 200 || !parsed.success) return unreachable(reasonOf(answer));
    return { status: 'answered', value: orderOf(parsed.data) };
  };
  return { ask, all, orderByClientId };
}

export interface PaperTarget {
  readonly url: string;
  readonly key: string;
  readonly accountId: string;
}

/** A connection to one paper account. */
export function paperBroker({ url, key, accountId }: PaperTarget): Broker {
  const headers = { 'apca-api-key-id': accountId, 'apca-api-secret-key': key };
  const http: HttpTarget = { baseUrl: url, headers };
  const { ask, all, orderByClientId } = readerOf(http);
  return {
    orderByClientId,
    submit: (order) => submit(http, orderByClientId, order),
    openAccount: async (market, commissionBasisPoints) => {
      const body = { market, commission_basis_points: commissionBasisPoints };
      const request = { method: 'PUT', path: `/v2/paper/accounts/${accountId}`, body } as const;
      return mapAnswer(await ask(request, Account), cashOf);
    },
    deposit: (reference, amount) =>
      moveMoney(http, { path: '/v2/paper/deposits', reference, amount }, (body) => {
        const parsed = Deposit.safeParse(body);
        return parsed.success ? depositOf(parsed.data) : undefined;
      }),
    payTax: (reference, amount) =>
      moveMoney(http, { path: '/v2/paper/taxes', reference, amount }, (body) => {
        const parsed = Action.safeParse(body);
        return parsed.success ? actionOf(parsed.data) : undefined;
      }),
    cash: async () => mapAnswer(await ask({ method: 'GET', path: '/v2/account' }, Account), cashOf),
    positions: async () =>
      mapAnswer(await ask({ method: 'GET', path: '/v2/positions' }, z.array(Position)), (positions) =>
        positions.map(({ symbol, qty }): BrokerPosition => ({ symbol, quantity: qty })),
      ),
    cancel: async (brokerOrderId) => {
      const answer = await send(http, { method: 'DELETE', path: `/v2/orders/${brokerOrderId}` });
      if (answer.status === 'unreachable') return answer;
      if (answer.httpStatus === 204) return { status: 'answered', value: true };
      return answer.httpStatus === 422 ? { status: 'answered', value: false } : unreachable(reasonOf(answer));
    },
    fillsAfter: async (executionId) =>
      mapAnswer(await all('/v2/account/activities/FILL', executionId, Fill), (fills) => fills.map(fillOf)),
    depositsAfter: async (depositId) =>
      mapAnswer(await all('/v2/account/activities/CSD', depositId, Deposit), (paid) => paid.map(depositOf)),
    actionsAfter: async (actionId) =>
      mapAnswer(await all('/v2/account/activities/NTA', actionId, Action), (actions) => actions.map(actionOf)),
  };
}

interface Movement {
  readonly path: string;
  readonly reference: string;
  readonly amount: string;
}

/** Sent again under the same reference, it moves money once. */
async function moveMoney<T>(
  http: HttpTarget,
  { path, reference, amount }: Movement,
  read: (body: unknown) => T | undefined,
): Promise<BrokerAnswer<T> | SubmitRefused> {
  const answer = await send(http, { method: 'POST', path, body: { client_reference: reference, amount } });
  if (answer.status === 'unreachable') return answer;
  if (answer.httpStatus === 422 || answer.httpStatus === 403) return { status: 'refused', reason: reasonOf(answer) };
  const value = answer.httpStatus === 200 ? read(answer.body) : undefined;
  return value === undefined ? unreachable(reasonOf(answer)) : { status: 'answered', value };
}

const mapAnswer = <T, U>(answer: BrokerAnswer<T>, map: (value: T) => U): BrokerAnswer<U> =>
  answer.status === 'unreachable' ? answer : { status: 'answered', value: map(answer.value) };

/** How often an order whose fate is unknown is sent again after the broker has said that it does not have it. */
const SUBMIT_TRIES = 3;

/**
 * One try at a time: after each that brought no clear answer the broker is asked for the client order id. Only when it
 * says that there is no such order is it sent again, under the same id, which the broker takes once.
 */
async function submit(
  http: HttpTarget,
  orderByClientId: Broker['orderByClientId'],
  order: NewBrokerOrder,
): Promise<SubmitOutcome> {
  const body = {
    symbol: order.symbol,
    side: order.side,
    qty: order.quantity,
    type: 'market',
    time_in_force: 'day',
    client_order_id: order.clientOrderId,
  };
  let message = 'no answer';
  for (let tryNumber = 0; tryNumber < SUBMIT_TRIES; tryNumber++) {
    const answer = await send(http, { method: 'POST', path: '/v2/orders', body }, 1);
    const parsed = answer.status === 'answered' && answer.httpStatus === 200 ? Order.safeParse(answer.body) : undefined;
    if (parsed?.success === true) return { status: 'accepted', order: orderOf(parsed.data) };
    const known = await orderByClientId(order.clientOrderId);
    if (known.status === 'unreachable') return known;
    if (known.value !== undefined) return { status: 'accepted', order: known.value };
    if (answer.status === 'answered' && (answer.httpStatus === 403 || answer.httpStatus === 422)) {
      return { status: 'rejected', reason: reasonOf(answer) };
    }
    message = answer.status === 'unreachable' ? answer.message : reasonOf(answer);
  }
  return unreachable(message);
}
