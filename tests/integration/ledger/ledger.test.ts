import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatMicros } from '@/lib/base/money';
import { formatPrice, formatQuantity, notionalMicros } from '@/lib/base/quantity';
import type { BrokerAction, BrokerFill } from '@/lib/server/adapters/brokers/broker';
import { createWorld, type World } from '../../support/world';
import { type Books, newBooks, newOrder } from './books';
import { ListBroker } from './list-broker';

const modules = async () => ({
  ...(await import('@/lib/server/ledger/ledger')),
  ...(await import('@/lib/server/ledger/check-ledger')),
  ...(await import('@/lib/server/ledger/sync-account')),
});

let world: World;
let server: Awaited<ReturnType<typeof modules>>;
beforeAll(async () => {
  world = await createWorld();
  server = await modules();
});
afterAll(() => world.close());

/** What must be so, counted another way than the ledger counts: running totals in BigInt. */
interface Model {
  cash: bigint;
  contributed: bigint;
  readonly held: Map<string, bigint>;
}

interface Real {
  readonly books: Books;
  readonly broker: ListBroker;
}

async function check(model: Model, { books, broker }: Real): Promise<void> {
  const outcome = await server.syncAccount(world.workerCtx, books.accountId, broker.asBroker());
  expect(outcome.status).toBe('synced');
  const balances = await server.readBalances(world.db, books.accountId);
  expect(balances.cashMicros).toBe(model.cash);
  expect(balances.contributedMicros).toBe(model.contributed);
  const positions = [...balances.positions].map(([symbol, { steps }]) => [symbol, steps] as const);
  const expected = [...model.held].filter(([, steps]) => steps > 0n);
  expect(new Map(positions)).toEqual(new Map(expected));
  expect(await server.checkLedger(world.db, books.accountId)).toEqual([]);
  expect(await server.reconcile(world.db, books.accountId, broker.asBroker())).toMatchObject({ status: 'matched' });
}

type Command = fc.AsyncCommand<Model, Real>;

class Deposit implements Command {
  readonly amountMicros: bigint;
  constructor(amountMicros: bigint) {
    this.amountMicros = amountMicros;
  }
  check = (): boolean => true;
  async run(model: Model, real: Real): Promise<void> {
    model.cash += this.amountMicros;
    model.contributed += this.amountMicros;
    real.broker.cashMicros += this.amountMicros;
    const depositId = `csd-${randomUUID()}`;
    real.broker.deposits.push({ depositId, reference: null, amountMicros: this.amountMicros, paidAt: new Date() });
    await check(model, real);
  }
  toString = (): string => `deposit ${formatMicros(this.amountMicros)}`;
}

interface WantedTrade {
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly steps: bigint;
  readonly price: bigint;
  readonly fee: bigint;
  /** Percent of the quantity after which a fill ends. */
  readonly cuts: readonly number[];
  readonly reports: 'once' | 'twice at once';
}

/** A trade in up to three fills; cut to what cash or holding allow, as a broker would. */
class Trade implements Command {
  readonly wanted: WantedTrade;
  constructor(wanted: WantedTrade) {
    this.wanted = wanted;
  }
  check = (model: Readonly<Model>): boolean => this.affordable(model) > 0n;

  private affordable(model: Readonly<Model>): bigint {
    if (this.wanted.side === 'sell') {
      const held = model.held.get(this.wanted.symbol) ?? 0n;
      return held < this.wanted.steps ? held : this.wanted.steps;
    }
    const cost = notionalMicros(this.wanted.steps, 6, this.wanted.price) + 3n * this.wanted.fee + 3n;
    return cost <= model.cash ? this.wanted.steps : 0n;
  }

  async run(model: Model, real: Real): Promise<void> {
    const steps = this.affordable(model);
    const clientOrderId = await newOrder(world, real.books, { ...this.wanted, steps });
    for (const part of partsOf(steps, this.wanted.cuts)) {
      const value = notionalMicros(part, 6, this.wanted.price);
      // A fee larger than the sale would be no fee.
      const feeMicros = this.wanted.side === 'sell' && this.wanted.fee > value ? 0n : this.wanted.fee;
      const sign = this.wanted.side === 'buy' ? 1n : -1n;
      model.cash -= sign * value + feeMicros;
      model.held.set(this.wanted.symbol, (model.held.get(this.wanted.symbol) ?? 0n) + sign * part);
      real.broker.cashMicros = model.cash;
      real.broker.held.set(this.wanted.symbol, model.held.get(this.wanted.symbol) ?? 0n);
      real.broker.fills.push({
        executionId: randomUUID(),
        brokerOrderId: clientOrderId,
        clientOrderId,
        symbol: this.wanted.symbol,
        side: this.wanted.side,
        quantity: formatQuantity(part, 6),
        price: formatPrice(this.wanted.price),
        referencePrice: formatPrice(this.wanted.price),
        feeMicros,
        filledAt: new Date(),
      });
      if (this.wanted.reports === 'twice at once') {
        const sync = () => server.syncAccount(world.workerCtx, real.books.accountId, real.broker.asBroker());
        await Promise.all([sync(), sync()]);
      }
    }
    await check(model, real);
  }
  toString = (): string =>
    `${this.wanted.side} ${formatQuantity(this.wanted.steps, 6)} ${this.wanted.symbol} at ${formatPrice(this.wanted.price)}`;
}

interface WantedAction {
  readonly kind: BrokerAction['kind'];
  readonly symbol: string;
  readonly amountMicros: bigint;
  readonly ratio: readonly [numerator: number, denominator: number];
}

/** A dividend, a split with its fraction of a unit in cash, or a tax as far as there is cash for it. */
class Action implements Command {
  readonly wanted: WantedAction;
  constructor(wanted: WantedAction) {
    this.wanted = wanted;
  }
  check = ({ cash, held }: Readonly<Model>): boolean =>
    this.wanted.kind === 'tax' ? cash >= this.wanted.amountMicros : (held.get(this.wanted.symbol) ?? 0n) > 0n;

  async run(model: Model, real: Real): Promise<void> {
    const { kind, symbol, ratio } = this.wanted;
    const held = model.held.get(symbol) ?? 0n;
    const [numerator, denominator] = ratio;
    const change = kind === 'split' ? (held * BigInt(numerator)) / BigInt(denominator) - held : 0n;
    const amountMicros = kind === 'tax' ? -this.wanted.amountMicros : this.wanted.amountMicros;
    model.cash += amountMicros;
    model.held.set(symbol, held + change);
    real.broker.cashMicros = model.cash;
    real.broker.held.set(symbol, held + change);
    real.broker.actions.push({
      actionId: `act-${randomUUID()}`,
      kind,
      symbol: kind === 'tax' ? null : symbol,
      date: '2026-11-20',
      amountMicros,
      quantityChange: formatQuantity(change, 6),
      ratio: kind === 'split' ? { numerator, denominator } : null,
      afterExecutionId: real.broker.fills.at(-1)?.executionId ?? null,
      bookedAt: new Date(),
    });
    await check(model, real);
  }
  toString = (): string => `${this.wanted.kind} of ${this.wanted.symbol}`;
}

const anyAction = fc
  .record({
    kind: fc.constantFrom('dividend', 'split', 'tax'),
    symbol: fc.constantFrom('SIM-USEQ', 'SIM-LTB', 'SIM-GOLD'),
    amountMicros: fc.bigInt(1n, 5_000_000n),
    ratio: fc.constantFrom([2, 1] as const, [1, 8] as const, [3, 2] as const),
  })
  .map((wanted) => new Action(wanted));

function partsOf(steps: bigint, cuts: readonly number[]): bigint[] {
  const borders = [...cuts.map((cut) => (steps * BigInt(cut)) / 100n), steps].sort((a, b) =>
    a < b ? -1 : a > b ? 1 : 0,
  );
  let last = 0n;
  return borders.flatMap((border) => {
    const part = border - last;
    last = border;
    return part > 0n ? [part] : [];
  });
}

const anyTrade = fc
  .record({
    symbol: fc.constantFrom('SIM-USEQ', 'SIM-LTB', 'SIM-GOLD'),
    side: fc.constantFrom('buy', 'sell'),
    steps: fc.bigInt(1n, 50_000_000n),
    price: fc.bigInt(1n, 5_000_000_000_000n),
    fee: fc.bigInt(0n, 2_000_000n),
    cuts: fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 2 }),
    reports: fc.constantFrom('once', 'twice at once'),
  })
  .map((wanted) => new Trade(wanted));

test(
  'whatever happens in whatever order, the books equal a plain count and the broker',
  { timeout: 120_000 },
  async () => {
    let [commandsRun, actionsRun] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        fc.commands(
          [fc.bigInt(1n, 20_000_000_000n).map((amount) => new Deposit(amount)), anyTrade, anyTrade, anyAction],
          { maxCommands: 9 },
        ),
        async (commands) => {
          const real: Real = { books: await newBooks(world), broker: new ListBroker() };
          await fc.asyncModelRun(
            () => ({ model: { cash: 0n, contributed: 0n, held: new Map<string, bigint>() }, real }),
            commands,
          );
          commandsRun += real.broker.deposits.length + real.books.orders;
          actionsRun += real.broker.actions.length;
        },
      ),
      { numRuns: 100, seed: 20_261_121, endOnFailure: true },
    );
    expect(commandsRun).toBeGreaterThan(150);
    expect(actionsRun).toBeGreaterThan(12);
  },
);

describe('the database refuses what the code must not do', () => {
  const asApp = async (sql: string, values: unknown[] = []): Promise<void> => {
    const client = new pg.Client({ connectionString: world.database.appUrl });
    await client.connect();
    try {
      await client.query(sql, values);
    } finally {
      await client.end();
    }
  };

  test('a journal that does not sum to zero', async () => {
    const { accountId, userId } = await newBooks(world);
    const attack = asApp(
      `WITH j AS (INSERT INTO journals (account_id, user_id, kind, reference, booked_at)
                  VALUES ('${accountId}', '${userId}', 'deposit', 'attack', now()) RETURNING id)
       INSERT INTO ledger_entries (journal_id, account_id, user_id, book, currency, amount_micros)
       SELECT id, '${accountId}', '${userId}', 'cash', 'USD', 1000000 FROM j`,
    );
    await expect(attack).rejects.toThrow('does not balance');
  });

  test('a dividend that does not say of what', async () => {
    const { accountId, userId } = await newBooks(world);
    const attack = asApp(
      `INSERT INTO journals (account_id, user_id, kind, reference, booked_at)
       VALUES ('${accountId}', '${userId}', 'dividend', 'attack', now())`,
    );
    await expect(attack).rejects.toThrow('journals_details');
  });

  test.each([
    ['changed entries', 'UPDATE ledger_entries SET amount_micros = 0'],
    ['deleted entries', 'DELETE FROM ledger_entries'],
    ['changed journals', "UPDATE journals SET reference = 'x'"],
    ['deleted journals', 'DELETE FROM journals'],
    ['changed fills', 'UPDATE fills SET price = 1'],
    ['deleted fills', 'DELETE FROM fills'],
    ['deleted orders', 'DELETE FROM orders'],
    ['changed audit', "UPDATE audit_events SET kind = 'x'"],
    ['deleted audit', 'DELETE FROM audit_events'],
  ])('%s', async (_name, sql) => {
    await expect(asApp(sql)).rejects.toThrow('permission denied');
  });

  test('an execution booked for the second time, a fill taken back, an ended order begun again', async () => {
    const books = await newBooks(world);
    const broker = new ListBroker();
    broker.deposits.push({ depositId: 'csd-1', reference: null, amountMicros: 9_000_000n, paidAt: new Date() });
    const clientOrderId = await newOrder(world, books, { symbol: 'SIM-USEQ', side: 'buy', steps: 1_000_000n });
    const fill: BrokerFill = {
      executionId: randomUUID(),
      brokerOrderId: 'b',
      clientOrderId,
      symbol: 'SIM-USEQ',
      side: 'buy',
      quantity: '1',
      price: '2',
      referencePrice: null,
      feeMicros: 0n,
      filledAt: new Date(),
    };
    broker.fills.push(fill, fill, fill);
    await server.syncAccount(world.workerCtx, books.accountId, broker.asBroker());
    expect((await server.readBalances(world.db, books.accountId)).cashMicros).toBe(7_000_000n);
    expect(await world.db.fill.count({ where: { accountId: books.accountId } })).toBe(1);
    const order = await world.db.order.findUniqueOrThrow({ where: { clientOrderId } });
    expect(order).toMatchObject({ status: 'filled', filledSteps: 1_000_000n });
    await expect(asApp('UPDATE orders SET filled_steps = 0 WHERE id = $1', [order.id])).rejects.toThrow(
      'cannot lose fills',
    );
    await expect(asApp("UPDATE orders SET status = 'submitted' WHERE id = $1", [order.id])).rejects.toThrow(
      'has ended',
    );
  });

  test('a foreign fill is not booked and shows as a break', async () => {
    const books = await newBooks(world);
    const broker = new ListBroker();
    broker.cashMicros = -5n;
    expect(await server.reconcile(world.db, books.accountId, broker.asBroker())).toEqual({
      status: 'break',
      differences: [{ what: 'cash', ours: '0.00', brokers: '-0.000005' }],
    });
  });
});
