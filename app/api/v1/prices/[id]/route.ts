import { apiRoute } from '@/lib/server/http/in/api-route';
import { getPriceSet } from '@/lib/server/services/prices/get-price-set';

export const GET = apiRoute((ctx, _request, { id }) => getPriceSet.call(ctx, { priceSetId: id }));
