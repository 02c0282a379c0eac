import { MetricsRequest } from '@/lib/shared/contracts/metrics';
import { oneOrMany } from '@/lib/shared/contracts/plain-issue';
import { service } from '../service';
import { answerRequests } from './answer-requests';

/** The `metrics` door. */
export const computeMetrics = service({
  name: 'portfolio/compute-metrics',
  access: 'signed-in',
  input: oneOrMany(MetricsRequest),
  run: (ctx, input) => answerRequests(ctx, { door: 'metrics', requests: [input].flat() }, Array.isArray(input)),
});
