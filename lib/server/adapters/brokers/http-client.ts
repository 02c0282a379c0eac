import type { Unreachable } from './broker';

/** Long enough for a busy machine, short enough that a person still waits. */
const REQUEST_MILLISECONDS_MAX = 8_000;

/** The first try and two more; reads and requests under a client's own id may be sent again without harm. */
const TRIES = 3;
const FIRST_PAUSE_MILLISECONDS = 150;
/** A broker that asks for more patience than this is left for the next attempt of the job. */
const PAUSE_MILLISECONDS_MAX = 3_000;

export interface HttpAnswer {
  readonly status: 'answered';
  readonly httpStatus: number;
  /** Undefined when the answer had no JSON in it. */
  readonly body: unknown;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: object;
}

export interface HttpTarget {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Another try may help: too many requests, or the other side in trouble. */
const isPassing = (httpStatus: number): boolean => httpStatus === 429 || httpStatus >= 500;

async function once(
  { baseUrl, headers }: HttpTarget,
  { method, path, body }: HttpRequest,
): Promise<HttpAnswer & { retryAfter: number }> {
  const response = await fetch(new URL(path, baseUrl), {
    method,
    headers: { ...headers, accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(REQUEST_MILLISECONDS_MAX),
    redirect: 'error',
  });
  const text = await response.text();
  const retryAfter = Number(response.headers.get('retry-after') ?? 0) * 1_000;
  return { status: 'answered', httpStatus: response.status, body: readJson(text), retryAfter };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Sends until there is an answer that is not passing trouble, or patience ends: then nothing is known. */
export async function send(target: HttpTarget, request: HttpRequest, tries = TRIES): Promise<HttpAnswer | Unreachable> {
  let message = 'no answer';
  for (let tryNumber = 0; tryNumber < tries; tryNumber++) {
    let wait = FIRST_PAUSE_MILLISECONDS * 2 ** tryNumber;
    try {
      const { retryAfter, ...answer } = await once(target, request);
      if (!isPassing(answer.httpStatus)) return answer;
      message = `answered ${answer.httpStatus}`;
      wait = Math.max(wait, retryAfter || 0);
    } catch (error) {
      message = error instanceof Error ? error.message : String(error);
    }
    if (wait > PAUSE_MILLISECONDS_MAX) break;
    if (tryNumber + 1 < tries) await pause(wait);
  }
  return { status: 'unreachable', message };
}
