import 'server-only';
import { timingSafeEqual } from 'node:crypto';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import { env } from '@/lib/server/env';

interface Metrics {
  readonly registry: Registry;
  readonly requests: Counter<'method' | 'status'>;
  readonly seconds: Histogram<'method'>;
}

/** The framework loads modules more than once; a metric may be registered only once. */
const holder = globalThis as { __ballastMetrics?: Metrics };

function makeMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'ballast_' });
  const requests = new Counter({
    name: 'ballast_api_requests_total',
    help: 'Answers of the API by method and status.',
    labelNames: ['method', 'status'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'ballast_api_request_seconds',
    help: 'Time to the start of an API answer.',
    labelNames: ['method'],
    buckets: [0.005, 0.02, 0.1, 0.5, 1, 5, 30, 60],
    registers: [registry],
  });
  return { registry, requests, seconds };
}

const metrics = (): Metrics => (holder.__ballastMetrics ??= makeMetrics());

/** Starts the clock of one request; the answer passes through what is returned. */
export function observeRequest(method: string): (response: Response) => Response {
  const end = metrics().seconds.startTimer({ method });
  return (response) => {
    end();
    metrics().requests.inc({ method, status: response.status });
    return response;
  };
}

function isRightToken(header: string | null, token: string): boolean {
  const expected = Buffer.from(`Bearer ${token}`);
  const actual = Buffer.from(header ?? '');
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/**
 * The text that Prometheus reads. Behind a proxy every address looks local, so an address opens nothing: without the
 * operator's token there is no such page.
 */
export async function metricsResponse(headers: Pick<Headers, 'get'>): Promise<Response | undefined> {
  const token = env().BALLAST_METRICS_TOKEN;
  if (token === undefined || !isRightToken(headers.get('authorization'), token)) return undefined;
  const { registry } = metrics();
  return new Response(await registry.metrics(), {
    headers: { 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' },
  });
}
