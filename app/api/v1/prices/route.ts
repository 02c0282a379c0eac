import { apiRoute } from '@/lib/server/http/in/api-route';
import { readUpload } from '@/lib/server/http/in/read-upload';
import { listPriceSets } from '@/lib/server/services/prices/list-price-sets';
import { uploadPrices } from '@/lib/server/services/prices/upload-prices';

export const GET = apiRoute((ctx) => listPriceSets.call(ctx, {}));

/** Reads a price file and reports what is in it; the decision to keep it is a request of its own. */
export const POST = apiRoute(async (ctx, request) => {
  // A stranger's file is not even read.
  if (ctx.actor.kind !== 'user') return uploadPrices.call(ctx, {});
  const upload = await readUpload(request);
  return upload.status === 'refused' ? upload : uploadPrices.call(ctx, upload.value);
});
