import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createMaker, type Maker, newOwner, OWNER_PASSWORD, type Things } from '../ownership/things';
import { createDoor, type Door } from './door';

let door: Door;
let maker: Maker;
let things: Things;

beforeAll(async () => {
  door = await createDoor();
  maker = await createMaker(door.world);
  things = await newOwner(maker);
});
afterAll(() => door.close());

async function download(file: string, id?: string, query = ''): Promise<Response> {
  return door.call(file, id === undefined ? {} : { id }, {
    method: 'GET',
    address: `/api/v1/x${query}`,
    cookie: await door.cookieOf(things.token),
  });
}

const FORMULAS = ['=HYPERLINK("http://evil.example","x")', '+1+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '＝1+1'];

describe('a spreadsheet', () => {
  test('of activity runs no formula, whatever names and reasons people gave', async () => {
    for (const [index, name] of FORMULAS.entries()) {
      const { appendAudit } = await import('@/lib/server/audit/append');
      await door.world.db.$transaction((tx) =>
        appendAudit(tx, door.world.workerCtx.clock, {
          kind: 'rebalance-finished',
          userId: things.userId,
          actor: 'worker',
          body: { status: 'failed', reason: name, index },
        }),
      );
    }
    const response = await download('app/api/v1/activity/export/route.ts');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="ballast-activity-[\d-]+\.csv"$/,
    );
    const cells = (await response.text())
      .split(/\r\n/)
      .flatMap((line) => line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? []);
    expect(cells.length).toBeGreaterThan(50);
    expect(cells.filter((cell) => /^\uFEFF?"?[=+@\t\r＝-]/.test(cell))).toEqual([]);
  });

  test('of holdings says what is held, with figures as figures', async () => {
    const response = await download('app/api/v1/accounts/[id]/export/route.ts', things.accountId);
    const text = await response.text();
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(text).toMatch(/\r\nUSD,Cash,cash,,,10000,,,1,\r\n$/);
  });

  test('of tax lots has its own columns', async () => {
    const response = await download('app/api/v1/accounts/[id]/export/route.ts', things.accountId, '?of=lots');
    expect(response.headers.get('content-disposition')).toMatch(/filename="ballast-lots-[\d-]+\.csv"/);
    expect(await response.text()).toContain('symbol,name,bought,quantity,cost basis,value,unrealized gain,term');
  });

  test('of a plan has a line for each profile and instrument', async () => {
    const response = await download('app/api/v1/recommendations/[id]/export/route.ts', things.recommendationId);
    const lines = (await response.text()).trimEnd().split('\r\n');
    const { profiles, instruments } = maker.answer;
    expect(lines).toHaveLength(1 + profiles.length * instruments.length);
    const weights = lines.filter((line) => line.startsWith('balanced,')).map((line) => Number(line.split(',')[4]));
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
  });

  test('is refused in a format that does not exist', async () => {
    const response = await download('app/api/v1/activity/export/route.ts', undefined, '?format=xlsx');
    expect(response.status).toBe(400);
  });
});

describe('everything about me', () => {
  test('holds a part for every table that has rows of users', async () => {
    const { OWNED_TABLES } = await import('@/lib/server/services/settings/export-my-data');
    const rows = await door.world.db.$queryRaw<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name = 'user_id' AND table_name <> 'credentials'`;
    expect(Object.keys(OWNED_TABLES).sort()).toEqual(rows.map(({ name }) => name).sort());
  });

  test('holds my things and no secret of mine', async () => {
    const response = await download('app/api/v1/me/export/route.ts');
    const text = await response.text();
    const all = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
    expect(all).toMatchObject({ schemaVersion: 1, user: { id: things.userId, email: things.email } });
    for (const id of [things.accountId, things.recommendationId, things.backtestId, things.rebalanceId])
      expect(text).toContain(id);
    expect(text).not.toMatch(/\$scrypt\$|tokenHash|passwordHash/);
    expect(text).not.toContain(OWNER_PASSWORD);
  });
});
