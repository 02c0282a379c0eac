import { oneOrMany } from '@/lib/shared/contracts/plain-issue';
import { StressRequest } from '@/lib/shared/contracts/stress-door';
import { service } from '../service';
import { answerRequests } from './answer-requests';

/** The `stress` door. */
export const stressMix = service({
  name: 'portfolio/stress-mix',
  access: 'signed-in',
  input: oneOrMany(StressRequest),
  run: (ctx, input) => answerRequests(ctx, { door: 'stress', requests: [input].flat() }, Array.isArray(input)),
});
