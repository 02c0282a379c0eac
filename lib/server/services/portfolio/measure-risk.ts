import { RiskRequest } from '@/lib/shared/contracts/risk-door';
import { oneOrMany } from '@/lib/shared/contracts/plain-issue';
import { service } from '../service';
import { answerRequests } from './answer-requests';

/** The `risk` door. */
export const measureRisk = service({
  name: 'portfolio/measure-risk',
  access: 'signed-in',
  input: oneOrMany(RiskRequest),
  run: (ctx, input) => answerRequests(ctx, { door: 'risk', requests: [input].flat() }, Array.isArray(input)),
});
