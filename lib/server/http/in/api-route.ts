import 'server-only';
import { ERROR_CODES, type Outcome, refused, type Refusal } from '@/lib/base/outcome';
import type { ServiceContext } from '@/lib/server/context';
import { runtime } from '@/lib/server/runtime';
import { observeRequest } from './metrics';
import { originProblem } from './origin';
import { readBytes } from './read-body';
import { newRequestId, requestContext } from './request-context';

/** Prices of sixty instruments over twenty years sent along as JSON stay below this. */
const JSON_BYTES_MAX = 8 * 1024 * 1024;
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

const COMMON_HEADERS = { 'Cache-Control': 'no-store', 'Content-Type': 'application/json; charset=utf-8' };

const BROKEN = refused('unavailable', 'Something went wrong on our side; nothing was changed. Please try again.');

export function jsonResponse(status: number, body: unknown, requestId: string): Response {
  return new Response(JSON.stringify(body), { status, headers: { ...COMMON_HEADERS, 'X-Request-Id': requestId } });
}

export function refusalResponse(refusal: Refusal, requestId: string): Response {
  const { code, message, field = null } = refusal;
  return jsonResponse(ERROR_CODES[code].httpStatus, { error: { code, message, field }, requestId }, requestId);
}

/** The parsed JSON body, or one sentence. */
export async function readJson(request: Request): Promise<Outcome<unknown>> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    return refused('bad-input', 'Send the request as application/json.');
  }
  const bytes = await readBytes(request, JSON_BYTES_MAX);
  if (bytes === undefined) {
    return refused('too-large', `The request is larger than ${JSON_BYTES_MAX / 1024 / 1024} MiB.`);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { status: 'done', value: JSON.parse(text) as unknown };
  } catch {
    return refused('bad-input', 'The request is not valid JSON.');
  }
}

type Params = Readonly<Record<string, string>>;

export type RouteHandler = (request: Request, route: { params: Promise<Params> }) => Promise<Response>;

async function respond<Value>(ctx: ServiceContext, work: () => Promise<Outcome<Value> | Response>): Promise<Response> {
  const outcome = await work();
  if (outcome instanceof Response) return outcome;
  return outcome.status === 'refused'
    ? refusalResponse(outcome, ctx.requestId)
    : jsonResponse(200, outcome.value, ctx.requestId);
}

/**
 * One wrapper around every route handler: origin, session, errors, headers, request id. The framework compares no
 * origins for route handlers, so it is done here; whatever fails, the session store included, nothing is let through.
 */
export function apiRoute<Value>(
  handle: (ctx: ServiceContext, request: Request, params: Params) => Promise<Outcome<Value> | Response>,
): RouteHandler {
  return async (request, route) => {
    const requestId = newRequestId();
    const observed = observeRequest(request.method);
    const problem = SAFE_METHODS.has(request.method) ? undefined : originProblem(request.headers);
    if (problem !== undefined) return observed(refusalResponse(refused('not-allowed', problem), requestId));
    try {
      const ctx = await requestContext(requestId);
      const params = await route.params;
      return observed(await respond(ctx, () => handle(ctx, request, params)));
    } catch (error) {
      runtime().log.error({ err: error, requestId, path: new URL(request.url).pathname }, 'route failed');
      return observed(refusalResponse(BROKEN, requestId));
    }
  };
}
