import { oneOrMany } from '@/lib/shared/contracts/plain-issue';
import { SimulateRequest } from '@/lib/shared/contracts/simulate-door';
import { service } from '../service';
import { answerRequests } from './answer-requests';

/** The `simulate` door. */
export const simulateWealth = service({
  name: 'portfolio/simulate-wealth',
  access: 'signed-in',
  input: oneOrMany(SimulateRequest),
  run: (ctx, input) => answerRequests(ctx, { door: 'simulate', requests: [input].flat() }, Array.isArray(input)),
});
