import 'server-only';
import type { ServiceContext } from '@/lib/server/context';
import { runtime } from '@/lib/server/runtime';
import { checkHealth } from '@/lib/server/services/health/check-health';
import { newRequestId } from './request-context';

/** Asked by machines every few seconds: without session, so that it answers also when sessions cannot be read. */
export async function healthResponse(kind: 'ready' | 'dependencies'): Promise<Response> {
  const { db, clock, randomBytes, log } = runtime();
  const requestId = newRequestId();
  const ctx: ServiceContext = {
    actor: { kind: 'anonymous' },
    clock,
    randomBytes,
    requestId,
    db,
    log: log.child({ requestId }),
  };
  const health = await checkHealth.call(ctx, {});
  if (health.status === 'refused') return Response.json(health, { status: 503 });
  const isServing = kind === 'dependencies' || health.value.status === 'ready';
  return Response.json(health.value, {
    status: isServing ? 200 : 503,
    headers: { 'Cache-Control': 'no-store', 'X-Request-Id': requestId },
  });
}
