import { apiRoute, readJson } from '@/lib/server/http/in/api-route';
import { decideImport } from '@/lib/server/services/prices/decide-import';
import { getImport } from '@/lib/server/services/prices/get-import';

export const GET = apiRoute((ctx, _request, { id }) => getImport.call(ctx, { importId: id }));

/** Keep the good part of the file, or drop it. */
export const POST = apiRoute(async (ctx, request, { id }) => {
  const body = await readJson(request);
  if (body.status === 'refused') return body;
  const decision = typeof body.value === 'object' ? { ...body.value, importId: id } : body.value;
  return decideImport.call(ctx, decision);
});
