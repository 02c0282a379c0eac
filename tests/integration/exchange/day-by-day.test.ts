import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { KNOWN, makePanel } from '@/lib/quant/market/panel';
import type { Broker } from '@/lib/server/adapters/brokers/broker';
import { testInstrument } from '../../unit/quant/trading/instruments';
import { createWorld, eventually, type World } from '../../support/world';
import { DayClock } from '../rebalance/live-run';

/** A paper market that is played by the clock. Two shares over six days: CALM trades a lot, THIN little; rows are days. */
const CALM = testInstrument('CALM', { quantityDecimals: 0, isFractionable: false });
const THIN = testInstrument('THIN');
const FIRST_DAY = dayNumber(isoDay('2024-03-04'));
const clock = new DayClock();
const ABSENT = Number.NaN;

const panel = makePanel({
  instruments: [CALM, THIN],
  days: Int32Array.from({ length: 6 }, (_, row) => FIRST_DAY + row),
  layers: {
    close: Float64Array.of(100, 50, 100, 50, 40, 50, 40, ABSENT, 40, 50, 40, 50),
    totalReturnIndex: Float64Array.of(100, 100, 100, 100, 100, 100, 100, ABSENT, 100, 100, 100, 100),
    volume: Float64Array.of(1e6, 100, 20, 100, 1e6, 100, 1e6, ABSENT, 1e6, 100, 1e6, 100),
    dividend: Float64Array.of(0, 0, 0, 0, 0.5, 0, 0, ABSENT, 0, 0.25, 0, 0),
    splitFactor: Float64Array.of(1, 1, 1, 1, 2.5, 1, 1, ABSENT, 1, 1, 1, 1),
  },
  known: Uint8Array.of(1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1).map((isKnown) => (isKnown ? KNOWN.observed : KNOWN.absent)),
  basis: 'raw',
  source: { kind: 'inline', label: 'test' },
});

let world: World;
let openBroker: () => Promise<Broker>;

beforeAll(async () => {
  world = await createWorld({ fillDelayMilliseconds: 0, clock });
  const { brokerOf } = await import('@/lib/server/adapters/brokers/registry');
  const { savePanel } = await import('@/lib/server/store/panel-store');
  const hash = await savePanel(panel);
  openBroker = async () => {
    clock.set(FIRST_DAY);
    const broker = brokerOf({ externalId: randomUUID() });
    await broker.openAccount({ kind: 'replay', hash, volume_share_max: 0.1, order_days_max: 3 }, 0);
    await broker.deposit('start', '10000');
    return broker;
  };
});
afterAll(() => world.close());

const submit = (broker: Broker, symbol: string, side: 'buy' | 'sell', quantity: string) =>
  broker.submit({ clientOrderId: `test-${randomUUID()}`, symbol, side, quantity });

async function order(broker: Broker, symbol: string, quantity: string): Promise<string> {
  const outcome = await submit(broker, symbol, 'buy', quantity);
  if (outcome.status !== 'accepted') throw new Error(JSON.stringify(outcome));
  return outcome.order.clientOrderId;
}

/** Once the order has ended or had its chance on the day. */
const settled = (broker: Broker, clientOrderId: string) =>
  eventually(async () => {
    const answer = await broker.orderByClientId(clientOrderId);
    if (answer.status !== 'answered' || answer.value === undefined) return undefined;
    const { status, rests, filledQuantity, statusReason } = answer.value;
    return status === 'open' && !rests ? undefined : { status, rests, filledQuantity, statusReason };
  });

const valueOf = <T>(answer: { readonly status: string; readonly value?: T }): T => {
  if (answer.value === undefined) throw new Error(answer.status);
  return answer.value;
};
const cashOf = async (broker: Broker): Promise<bigint> => valueOf(await broker.cash()).cashMicros;

test('a tenth of the volume fills each day; what is left rests, and expires', async () => {
  const broker = await openBroker();
  const id = await order(broker, 'THIN', '35');
  expect(await settled(broker, id)).toMatchObject({ status: 'open', rests: true, filledQuantity: '10' });
  clock.set(FIRST_DAY + 1);
  expect(await settled(broker, id)).toMatchObject({ status: 'open', rests: true, filledQuantity: '20' });
  clock.set(FIRST_DAY + 2);
  expect(await settled(broker, id)).toMatchObject({ status: 'cancelled', filledQuantity: '30' });
  const fills = valueOf(await broker.fillsAfter(undefined));
  expect(fills.map(({ quantity }) => quantity)).toEqual(['10', '10', '10']);
  expect(await cashOf(broker)).toBe(8_500_000_000n);
});

test('splits come before dividends, once, however many ask; half a share is paid in cash', async () => {
  const broker = await openBroker();
  await settled(broker, await order(broker, 'CALM', '7'));
  clock.set(FIRST_DAY + 3);
  await Promise.all([1, 2, 3, 4, 5].map(() => broker.cash()));
  // 7 shares become 17.5: half a share at 40 is 20.00; then 17 shares are paid 0.50 each.
  expect(await cashOf(broker)).toBe(10_000_000_000n - 700_000_000n + 20_000_000n + 8_500_000n);
  expect(valueOf(await broker.positions())).toEqual([{ symbol: 'CALM', quantity: '17' }]);
  const actions = valueOf(await broker.actionsAfter(undefined));
  expect(actions.map(({ kind, symbol, date, quantityChange }) => [kind, symbol, date, quantityChange])).toEqual([
    ['split', 'CALM', '2024-03-06', '10'],
    ['dividend', 'CALM', '2024-03-06', '0'],
  ]);
  expect(valueOf(await broker.actionsAfter(actions[0]!.actionId))).toHaveLength(1);
});

test('days nobody looked at are settled one by one, each on what was held then', async () => {
  const broker = await openBroker();
  await settled(broker, await order(broker, 'CALM', '2'));
  await settled(broker, await order(broker, 'THIN', '8'));
  clock.set(FIRST_DAY + 5);
  const actions = valueOf(await broker.actionsAfter(undefined));
  expect(actions.map(({ kind, symbol, amountMicros }) => [kind, symbol, amountMicros])).toEqual([
    ['split', 'CALM', 0n],
    ['dividend', 'CALM', 2_500_000n],
    ['dividend', 'THIN', 2_000_000n],
  ]);
});

test('a split ends an open order of its shares', async () => {
  const broker = await openBroker();
  clock.set(FIRST_DAY + 1);
  const id = await order(broker, 'CALM', '5');
  expect(await settled(broker, id)).toMatchObject({ rests: true, filledQuantity: '2' });
  clock.set(FIRST_DAY + 2);
  expect(await settled(broker, id)).toMatchObject({ status: 'cancelled', statusReason: 'ended by a split' });
  expect(valueOf(await broker.positions())).toEqual([{ symbol: 'CALM', quantity: '5' }]);
});

test('a halted instrument takes no orders, and what is open waits', async () => {
  const broker = await openBroker();
  clock.set(FIRST_DAY + 1);
  const id = await order(broker, 'THIN', '12');
  expect(await settled(broker, id)).toMatchObject({ rests: true, filledQuantity: '10' });
  clock.set(FIRST_DAY + 3);
  expect(await submit(broker, 'THIN', 'buy', '1')).toMatchObject({
    status: 'rejected',
    reason: 'asset THIN is halted',
  });
  // The halted day is a chance that brings nothing.
  expect(await settled(broker, id)).toMatchObject({ rests: true, filledQuantity: '10' });
  clock.set(FIRST_DAY + 4);
  expect(await settled(broker, id)).toMatchObject({ status: 'filled', filledQuantity: '12' });
});

test('a tax is paid once a reference, and only from cash that is there', async () => {
  const broker = await openBroker();
  const paid = [await broker.payTax('tax-2023', '12.34'), await broker.payTax('tax-2023', '12.34')];
  expect(new Set(paid.map((answer) => JSON.stringify(answer, (_, value: unknown) => String(value)))).size).toBe(1);
  expect(await broker.payTax('tax-2023', '12.35')).toMatchObject({ status: 'refused' });
  expect(await broker.payTax('tax-2024', '10000')).toMatchObject({
    status: 'refused',
    reason: 'insufficient cash to pay the tax',
  });
  expect(await cashOf(broker)).toBe(9_987_660_000n);
});
