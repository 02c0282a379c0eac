import 'server-only';
import { ERROR_CODES, refused, type Outcome, type Refusal } from '@/lib/base/outcome';
import type { ServiceContext } from '@/lib/server/context';
import { originProblem } from './origin';
import { requestContext } from './request-context';

/** Prices of sixty instruments over twenty years sent along as JSON stay below this. */
const JSON_BYTES_MAX = 8 * 1024 * 1024;
const MUTATING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

const COMMON_HEADERS = { 'Cache-Control': 'no-store', 'Content-Type': 'application/json; charset=utf-8' };

function answer(status: number, body: unknown, requestId: string, extra: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { ...COMMON_HEADERS, 'X-Request-Id': requestId, ...extra } });
}

export const refusalResponse = (refusal: Refusal, requestId: string): Response =>
  answer(ERROR_CODES[refusal.code].httpStatus, { error: { code: refusal.code, message: refusal.message, field: refusal.field ?? null }, requestId }, requestId);

/** Reads at most the limit, so that an endless body costs no memory. */
export async function readBytes(request: Request, bytesMax: number): Promise<Uint8Array | undefined> {
  const reader = request.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > bytesMax) {
      await reader.cancel();
      return undefined;
    }
    parts.push(value);
  }
  return Buffer.concat(parts);
}

/** The parsed JSON body, or one sentence. */
export async function readJson(request: Request): Promise<Outcome<unknown>> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    return refused('bad-input', 'Send the request as application/json.');
  }
  const bytes = await readBytes(request, JSON_BYTES_MAX);
  if (bytes === undefined) return refused('too-large', `The request is larger than ${JSON_BYTES_MAX / 1024 / 1024} MiB.`);
  try {
    return { status: 'done', value: JSON.parse(Buffer.from(bytes).toString('utf8')) };
  } catch {
    return refused('bad-input', 'The request is not valid JSON.');
  }
}

type Params = Record<string, string>;

/** One wrapper around every route handler: origin, session, errors, headers, request id. */
export function apiRoute<Value>(
  handle: (ctx: ServiceContext, request: Request, params: Params) => Promise<Outcome<Value> | Response>,
): (request: Request, route: { params: Promise<Params> }) => Promise<Response> {
  return async (request, route) => {
    const ctx = await requestContext();
    const problem = MUTATING.has(request.method) ? originProblem(request.headers) : undefined;
    if (problem !== undefined) return refusalResponse(refused('not-allowed', problem), ctx.requestId);
    try {
      const outcome = await handle(ctx, request, await route.params);
      if (outcome instanceof Response) return outcome;
      if (outcome.status === 'refused') return refusalResponse(outcome, ctx.requestId);
      return answer(200, outcome.value, ctx.requestId);
    } catch (error) {
      ctx.log.error({ err: error, path: new URL(request.url).pathname }, 'route failed');
      return refusalResponse(refused('unavailable', 'Something went wrong on our side; nothing was changed.'), ctx.requestId);
    }
  };
}
