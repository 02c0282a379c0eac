import type { Clock } from '@/lib/base/clock';
import { endSessionsOf } from '../../auth/sessions';
import type { DbTransaction } from '../../db/client';

/** A user ends: nobody is signed in as them any more, and nothing more is computed for them. Rows and record stay. */
export async function endUser(tx: DbTransaction, clock: Clock, userId: string): Promise<void> {
  const now = new Date(clock.now());
  await tx.user.update({ where: { id: userId }, data: { deletedAt: now } });
  await tx.job.updateMany({
    where: { userId, status: { in: ['queued', 'running'] }, cancelRequestedAt: null },
    data: { cancelRequestedAt: now },
  });
  await endSessionsOf({ db: tx, clock }, userId);
}
