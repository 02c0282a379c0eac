import { FrontierRequest } from '@/lib/shared/contracts/frontier';
import { oneOrMany } from '@/lib/shared/contracts/plain-issue';
import { service } from '../service';
import { answerRequests } from './answer-requests';

/** The `frontier` door. */
export const traceFrontier = service({
  name: 'portfolio/trace-frontier',
  access: 'signed-in',
  input: oneOrMany(FrontierRequest),
  run: (ctx, input) => answerRequests(ctx, { door: 'frontier', requests: [input].flat() }, Array.isArray(input)),
});
