import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { eventually } from '../../support/world';
import { createMaker, type Maker, newOwner, type Things } from '../ownership/things';
import { createDoor, type Door } from './door';

/** The live states of a job over server-sent events. */

let door: Door;
let maker: Maker;

beforeAll(async () => {
  door = await createDoor();
  maker = await createMaker(door.world);
});
afterAll(() => door.close());

const FILE = 'app/api/v1/jobs/[id]/events/route.ts';
const State = z.object({ status: z.string(), progress: z.number() });

interface Reader {
  readonly response: Response;
  readonly events: () => { id: string; state: z.infer<typeof State> }[];
  readonly isOver: () => boolean;
  readonly leave: () => Promise<void>;
}

async function open(things: Things, lastEventId?: string): Promise<Reader> {
  const response = await door.call(
    FILE,
    { id: things.jobId },
    {
      method: 'GET',
      address: `/api/v1/jobs/${things.jobId}/events`,
      cookie: await door.cookieOf(things.token),
      headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
    },
  );
  let text = '';
  let isOver = response.body === null;
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  const read = async (): Promise<void> => {
    for (let next = await reader?.read(); next?.done === false; next = await reader?.read())
      text += decoder.decode(next.value, { stream: true });
    isOver = true;
  };
  void read();
  return {
    response,
    isOver: () => isOver,
    events: () =>
      [...text.matchAll(/^id: (.+)\nevent: job\ndata: (.+)$/gm)].map(([, id = '', data = '']) => ({
        id,
        state: State.parse(JSON.parse(data)),
      })),
    leave: async () => reader?.cancel(),
  };
}

const move = async (things: Things, status: string, progress: number): Promise<void> => {
  const { notifyJob } = await import('@/lib/server/jobs/job-rows');
  await door.world.db.$transaction(async (tx) => {
    await tx.job.update({ where: { id: things.jobId }, data: { status, progress, attempt: 1 } });
    await notifyJob(tx, things.jobId);
  });
};

const until = (look: () => boolean): Promise<true> => eventually(() => Promise.resolve(look() || undefined));

test('the present state comes at once, then each change, and the end closes the stream', async () => {
  const things = await newOwner(maker);
  const stream = await open(things);
  expect(stream.response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  await until(() => stream.events().length === 1);
  await move(things, 'running', 0.25);
  await until(() => stream.events().length === 2);
  await move(things, 'running', 0.5);
  await until(() => stream.events().length === 3);
  await move(things, 'done', 1);
  await until(stream.isOver);
  expect(stream.events().map(({ state }) => [state.status, state.progress])).toEqual([
    ['queued', 0],
    ['running', 0.25],
    ['running', 0.5],
    ['done', 1],
  ]);
});

test('a client that comes back gets what it missed and nothing twice', async () => {
  const things = await newOwner(maker);
  await move(things, 'running', 0.25);
  const first = await open(things);
  await until(() => first.events().length === 1);
  await first.leave();
  const { id } = first.events()[0]!;
  const same = await open(things, id);
  await move(things, 'running', 0.75);
  await until(() => same.events().length === 1);
  expect(same.events()[0]?.state.progress).toBe(0.75);
  await move(things, 'done', 1);
  await until(same.isOver);
  const over = await open(things, same.events().at(-1)!.id);
  expect(over.response.status).toBe(204);
});

test('signing out ends the stream before the next state is told', async () => {
  const things = await newOwner(maker);
  const stream = await open(things);
  await until(() => stream.events().length === 1);
  await maker.server.signOut(door.world.workerCtx, things.token);
  await move(things, 'running', 0.9);
  await until(stream.isOver);
  expect(stream.events()).toHaveLength(1);
});

test('one person has twenty streams, not more, and leaving one makes room', async () => {
  const things = await newOwner(maker);
  const streams: Reader[] = [];
  for (let count = 0; count < 20; count++) streams.push(await open(things));
  expect((await open(things)).response.status).toBe(429);
  await streams[0]!.leave();
  const again = await open(things);
  expect(again.response.status).toBe(200);
  for (const stream of [...streams, again]) await stream.leave();
});

test('a client that is told to stop asking leaves nobody behind who listens', async () => {
  const { jobNews } = await import('@/lib/server/live/job-news');
  const news = jobNews(door.world.workerCtx.log);
  let listening = 0;
  const subscribe = vi.spyOn(news, 'subscribe').mockImplementation(() => {
    listening += 1;
    return () => (listening -= 1);
  });
  const things = await newOwner(maker);
  await move(things, 'done', 1);
  const stream = await open(things);
  await until(stream.isOver);
  const again = await open(things, stream.events().at(-1)!.id);
  expect(again.response.status).toBe(204);
  expect(subscribe).toHaveBeenCalledTimes(2);
  expect(listening).toBe(0);
  subscribe.mockRestore();
});
