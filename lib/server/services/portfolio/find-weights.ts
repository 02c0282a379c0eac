import { OptimizeRequest } from '@/lib/shared/contracts/optimize';
import { oneOrMany } from '@/lib/shared/contracts/plain-issue';
import { service } from '../service';
import { answerRequests } from './answer-requests';

/** The `optimize` door. */
export const findWeights = service({
  name: 'portfolio/find-weights',
  access: 'signed-in',
  input: oneOrMany(OptimizeRequest),
  run: (ctx, input) => answerRequests(ctx, { door: 'optimize', requests: [input].flat() }, Array.isArray(input)),
});
