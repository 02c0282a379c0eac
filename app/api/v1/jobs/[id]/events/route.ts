import { apiRoute } from '@/lib/server/http/in/api-route';
import { jobEvents } from '@/lib/server/http/in/job-events';

export const GET = apiRoute((ctx, request, { id }) => jobEvents(ctx, request, id));
