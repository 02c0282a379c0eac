import path from 'node:path';
import { encode } from 'next-auth/jwt';
import { vi } from 'vitest';
import { createWorld, type World } from '../../support/world';

/** The address under which the site is served in these tests. */
export const SITE = 'http://localhost:3000';

const SECRET = 'a secret of the tests, long enough for them';
const ROOT = path.resolve(import.meta.dirname, '../../..');

interface Token {
  readonly sessionId: string;
  readonly secret: string;
}

export interface Call {
  readonly method: string;
  /** Without the site: `/api/v1/jobs/123`. */
  readonly address: string;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly signal?: AbortSignal;
}

type Handler = (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response>;

export interface Door {
  readonly world: World;
  /** The handlers of a route file, called as the framework calls them; no proxy stands before them. */
  readonly call: (file: string, params: Readonly<Record<string, string>>, call: Call) => Promise<Response>;
  readonly methodsOf: (file: string) => Promise<string[]>;
  /** Runs work, such as a server action, as if a request with these headers had caused it. */
  readonly within: <T>(
    headers: Readonly<Record<string, string>>,
    cookie: string | undefined,
    work: () => Promise<T>,
  ) => Promise<T>;
  readonly cookieOf: (token: Token) => Promise<string>;
  readonly close: () => Promise<void>;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Headers of a request that our own page makes. */
export const OWN_PAGE = { origin: SITE, host: 'localhost:3000' } as const;

const isHandler = (value: unknown): value is Handler => typeof value === 'function';

export async function createDoor(environment: Readonly<Record<string, string>> = {}): Promise<Door> {
  Object.assign(process.env, { NEXTAUTH_SECRET: SECRET, NEXTAUTH_URL: SITE, ...environment });
  const request = { headers: new Headers(), cookie: undefined as string | undefined };
  vi.doMock('next/headers', () => ({
    headers: () => Promise.resolve(request.headers),
    cookies: () =>
      Promise.resolve({ get: () => (request.cookie === undefined ? undefined : { value: request.cookie }) }),
  }));
  const world = await createWorld();
  const { clock, randomBytes, db, log } = world.workerCtx;
  Object.assign(globalThis, { __ballastRuntime: { clock, randomBytes, db, log } });
  const { closeJobNews } = await import('@/lib/server/live/job-news');
  const handlersOf = async (file: string): Promise<Record<string, unknown>> =>
    (await import(/* @vite-ignore */ path.join(ROOT, file))) as Record<string, unknown>;
  const within: Door['within'] = async (headers, cookie, work) => {
    request.headers = new Headers(headers);
    request.cookie = cookie;
    return work();
  };
  return {
    world,
    within,
    call: async (file, params, { method, address, cookie, headers = {}, body, signal }) => {
      const handler = (await handlersOf(file))[method];
      if (!isHandler(handler)) return new Response(null, { status: 405 });
      const sent = new Request(`${SITE}${address}`, {
        method,
        headers: { host: 'localhost:3000', ...headers },
        ...(body === undefined ? {} : { body }),
        ...(signal === undefined ? {} : { signal }),
      });
      return within(Object.fromEntries(sent.headers), cookie, () => handler(sent, { params: Promise.resolve(params) }));
    },
    methodsOf: async (file) => {
      const handlers = await handlersOf(file);
      return METHODS.filter((method) => isHandler(handlers[method]));
    },
    cookieOf: ({ sessionId, secret }) => encode({ token: { sid: sessionId, sst: secret }, secret: SECRET }),
    close: async () => {
      await closeJobNews();
      await world.close();
      vi.doUnmock('next/headers');
    },
  };
}
