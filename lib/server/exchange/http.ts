import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from '../log';
import { accountById, type Answer, type Exchange, putAccount, ROUTES } from './routes';

const BODY_BYTES_MAX = 64 * 1024;
const REQUEST_MILLISECONDS_MAX = 15_000;

const UNAUTHORISED: Answer = { httpStatus: 401, body: { message: 'unauthorized' } };
const ACCOUNT_PATTERN = /^\/v2\/paper\/accounts\/([0-9a-f-]{36})$/;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The exchange's HTTP server; `secret` is what every client must send as its secret key. */
export function exchangeServer(exchange: Exchange, secret: string, log: Logger): Server {
  const secretDigest = digest(secret);
  const server = createServer({ requestTimeout: REQUEST_MILLISECONDS_MAX }, (request, response) => {
    handle(exchange, secretDigest, request)
      .catch((error: unknown): Answer => {
        if (error instanceof UnusableBodyError) return { httpStatus: 422, body: { message: error.message } };
        log.error({ err: error, path: request.url }, 'request failed');
        return { httpStatus: 500, body: { message: 'internal error' } };
      })
      .then((answer) => {
        send(response, answer);
      })
      .catch((error: unknown) => {
        log.warn({ err: error }, 'answer not sent');
      });
  });
  return server;
}

function send(response: ServerResponse, { httpStatus, body }: Answer): void {
  response.writeHead(httpStatus, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

async function handle(exchange: Exchange, secretDigest: Buffer, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://exchange');
  if (url.pathname === '/health') {
    await exchange.pool.query('SELECT 1');
    return { httpStatus: 200, body: { status: 'ok' } };
  }
  const keyId = headerOf(request, 'apca-api-key-id');
  if (!timingSafeEqual(digest(headerOf(request, 'apca-api-secret-key')), secretDigest)) return UNAUTHORISED;
  const opened = ACCOUNT_PATTERN.exec(url.pathname)?.[1];
  if (request.method === 'PUT' && opened !== undefined && opened === keyId) {
    return putAccount(exchange, opened, await jsonBody(request));
  }
  const account = await accountById(exchange, keyId);
  if (account === undefined) return UNAUTHORISED;
  for (const { method, pattern, answer } of ROUTES) {
    const match = method === request.method ? pattern.exec(url.pathname) : null;
    if (match === null) continue;
    const body = method === 'POST' ? await jsonBody(request) : undefined;
    return answer(exchange, { account, query: url.searchParams, body, captured: match[1] ?? '' });
  }
  return { httpStatus: 404, body: { message: 'endpoint not found' } };
}

const headerOf = (request: IncomingMessage, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
};

class UnusableBodyError extends Error {
  override readonly name = 'UnusableBodyError';
}

async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > BODY_BYTES_MAX) throw new UnusableBodyError('the body is too large');
    chunks.push(bytes);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    throw new UnusableBodyError('the body is not JSON');
  }
}
