import type { Clock, RandomBytes } from '@/lib/base/clock';
import type { Db } from './db/client';
import type { Logger } from './log';

/** Who is asking. Roles that come later (advisor, API key) start as refused: they have no actor yet. */
export type Actor =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'user';
      readonly userId: string;
      readonly sessionId: string;
      readonly role: 'investor' | 'admin';
      readonly userKind: 'investor' | 'sandbox' | 'demo';
    }
  | { readonly kind: 'worker' };

/** Everything a service may touch besides its input. */
export interface ServiceContext {
  readonly actor: Actor;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly requestId: string;
  /** The network the request came from, already normalised; absent in worker and CLI. */
  readonly network?: string;
  readonly db: Db;
  readonly log: Logger;
}
