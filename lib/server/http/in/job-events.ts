import 'server-only';
import { type Outcome, refused } from '@/lib/base/outcome';
import type { JobView } from '@/lib/shared/contracts/job';
import { isSessionLive } from '@/lib/server/auth/sessions';
import type { ServiceContext } from '@/lib/server/context';
import { watchJob } from '@/lib/server/services/job/watch-job';

/** A comment keeps proxies from closing a quiet stream, and is when a session that ended meanwhile is noticed. */
const KEEP_ALIVE_MILLISECONDS = 15_000;

/** Tabs of one person; more is a leak or an attack. */
const STREAMS_PER_USER_MAX = 20;

const STREAM_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
};

/** Names a state: a client that reconnects with it has missed nothing. */
const eventId = (job: JobView): string =>
  [job.status, job.attempt, Math.round(job.progress * 1e6), job.isCancelRequested ? 1 : 0].join('.');

const hasEnded = ({ status }: JobView): boolean => status !== 'queued' && status !== 'running';

/** Identity was checked when the stream was opened; it must still hold at each event. */
async function isStillSignedIn({ db, clock, actor }: ServiceContext): Promise<boolean> {
  if (actor.kind !== 'user') return false;
  const session = await db.session.findUnique({ where: { id: actor.sessionId } });
  return session !== null && isSessionLive(session, clock.now());
}

/** Open streams by user; the framework loads modules more than once. */
const holder = globalThis as { __ballastStreams?: Map<string, number> };
const openStreams = (): Map<string, number> => (holder.__ballastStreams ??= new Map<string, number>());

/** Takes one of the user's places; undefined when there is none left. */
function takePlace(userId: string): (() => void) | undefined {
  const streams = openStreams();
  const count = streams.get(userId) ?? 0;
  if (count >= STREAMS_PER_USER_MAX) return undefined;
  streams.set(userId, count + 1);
  let isTaken = true;
  return () => {
    if (!isTaken) return;
    isTaken = false;
    const rest = (streams.get(userId) ?? 1) - 1;
    if (rest === 0) streams.delete(userId);
    else streams.set(userId, rest);
  };
}

interface Watching {
  readonly ctx: ServiceContext;
  readonly states: AsyncIterator<JobView>;
  readonly lastId: string | null;
  readonly leave: () => void;
}

function streamOf({ ctx, states, lastId, leave }: Watching): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let timer: NodeJS.Timeout | undefined;
  let isOpen = true;
  const end = (): void => {
    isOpen = false;
    clearInterval(timer);
    leave();
    void states.return?.();
  };
  const run = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    const write = (text: string): void => {
      if (isOpen) controller.enqueue(encoder.encode(text));
    };
    const close = (): void => {
      if (!isOpen) return;
      end();
      controller.close();
    };
    timer = setInterval(() => {
      write(': still here\n\n');
      isStillSignedIn(ctx).then((isSignedIn) => (isSignedIn ? undefined : close()), close);
    }, KEEP_ALIVE_MILLISECONDS);
    write('retry: 1000\n\n');
    for (let next = await states.next(); next.done !== true && isOpen; next = await states.next()) {
      if (!(await isStillSignedIn(ctx))) break;
      const id = eventId(next.value);
      if (id !== lastId) write(`id: ${id}\nevent: job\ndata: ${JSON.stringify(next.value)}\n\n`);
    }
    close();
  };
  return new ReadableStream({
    start: (controller) => {
      run(controller).catch((error: unknown) => {
        // The browser reconnects by itself and starts from the state as it is then.
        ctx.log.warn({ err: error }, 'job stream broke off');
        if (isOpen) {
          end();
          controller.error(error);
        }
      });
    },
    cancel: end,
  });
}

/**
 * A job's states as server-sent events: the present one at once, then each change until the job ends. A client that
 * reconnects with the last id it saw gets only what it missed; when that was the end, it is told to stop asking.
 */
export async function jobEvents(
  ctx: ServiceContext,
  request: Request,
  jobId: string | undefined,
): Promise<Outcome<never> | Response> {
  const watched = await watchJob.call(ctx, { jobId });
  if (watched.status === 'refused') return watched;
  const leave = ctx.actor.kind === 'user' ? takePlace(ctx.actor.userId) : undefined;
  if (leave === undefined) return refused('too-many-requests', 'You are watching too many computations at once.');
  const states = watched.value[Symbol.asyncIterator]();
  const lastId = request.headers.get('last-event-id');
  const first = await states.next().catch((error: unknown) => {
    leave();
    throw error;
  });
  if (first.done === true || (hasEnded(first.value) && eventId(first.value) === lastId)) {
    leave();
    await states.return?.();
    return new Response(null, { status: 204 });
  }
  const body = streamOf({ ctx, states: after(first.value, states), lastId, leave });
  return new Response(body, { headers: { ...STREAM_HEADERS, 'X-Request-Id': ctx.requestId } });
}

/** The states with the one already taken put back in front. */
async function* after(first: JobView, rest: AsyncIterator<JobView>): AsyncGenerator<JobView> {
  try {
    yield first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
