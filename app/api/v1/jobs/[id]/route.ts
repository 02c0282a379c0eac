import { apiRoute } from '@/lib/server/http/in/api-route';
import { cancelJob } from '@/lib/server/services/job/cancel-job';
import { getJob } from '@/lib/server/services/job/get-job';

export const GET = apiRoute((ctx, _request, { id }) => getJob.call(ctx, { jobId: id }));

export const DELETE = apiRoute((ctx, _request, { id }) => cancelJob.call(ctx, { jobId: id }));
