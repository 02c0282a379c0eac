import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, valueOf, type World } from '../../support/world';
import { type InvestorTools, investorTools, type LoadedServer, loadServer } from '../rebalance/investor';

/** Money that was paid in while we looked away: a crash after the exchange took it, before our books had it. */

let world: World;
let server: LoadedServer;
let tools: InvestorTools;
beforeAll(async () => {
  world = await createWorld();
  server = await loadServer();
  tools = investorTools(world, server);
});
afterAll(() => world.close());

/** What a crash between the two writes leaves behind. */
const paidInUnseen = (accountId: string, key: string, amount: string) =>
  server.brokerOf({ externalId: accountId }).deposit(key, amount);

test('a deposit whose booking was lost comes into the books with the next one, before it', async () => {
  const investor = await tools.investorWith();
  const { accountId, ctx } = investor;
  await paidInUnseen(accountId, 'lost-in-a-crash', '250.00');
  const funded = valueOf(await server.fundAccount.call(ctx, { accountId, amount: '40', key: 'after-the-crash' }));
  expect(funded).toMatchObject({ isNew: true, cash: { amount: '10290.00' } });
  await tools.expectSoundBooks(investor);
});

test('the record names every deposit once, whoever booked it', async () => {
  const investor = await tools.investorWith();
  const { accountId, ctx } = investor;
  await paidInUnseen(accountId, 'lost-in-a-crash', '250.00');
  await Promise.all([1, 2, 3].map(() => server.getPortfolio.call(ctx, { accountId })));
  const again = { accountId, amount: '250', key: 'lost-in-a-crash' };
  expect(valueOf(await server.fundAccount.call(ctx, again))).toMatchObject({ isNew: false });
  const events = await world.db.auditEvent.findMany({ where: { accountId, kind: 'account-funded' } });
  expect(events.map(({ body }) => (body as { amount: string }).amount)).toEqual(['10000.00', '250.00']);
  expect(events.every(({ actor }) => actor === investor.userId)).toBe(true);
  expect(await server.verifyChain(world.db, `account:${accountId}`)).toMatchObject({ status: 'intact' });
  await tools.expectSoundBooks(investor);
});

test('many deposits at once under different keys are all booked', async () => {
  const investor = await tools.investorWith();
  const { accountId, ctx } = investor;
  const keys = Array.from({ length: 12 }, (_, index) => `at-once-${index}`);
  await Promise.all(keys.map((key) => server.fundAccount.call(ctx, { accountId, amount: '10', key })));
  const portfolio = valueOf(await server.getPortfolio.call(ctx, { accountId }));
  expect(portfolio).toMatchObject({ cash: { amount: '10120.00' }, reconciliation: { status: 'matched' } });
  await tools.expectSoundBooks(investor);
});
