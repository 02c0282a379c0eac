import { apiRoute } from '@/lib/server/http/in/api-route';
import { getAnswer } from '@/lib/server/services/plan/get-answer';

export const GET = apiRoute((ctx, _request, { id }) => getAnswer.call(ctx, { recommendationId: id }));
