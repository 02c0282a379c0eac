import { done } from '@/lib/base/outcome';
import { answersFromMap } from '@/lib/codec/profile/answers';
import { SaveDraftInput } from '@/lib/shared/contracts/profile';
import { universeProblem } from '../plan/universe';
import { service } from '../service';
import { loadDraft } from './draft';

/** Keeps what has been answered so far; steps may be taken in any order and left at any time. */
export const saveDraft = service({
  name: 'profile/save-draft',
  access: 'signed-in',
  input: SaveDraftInput,
  run: async (ctx, input) => {
    const { db, clock, actor } = ctx;
    const draft = await loadDraft(db, actor.userId);
    const answers = { ...draft.answers, ...input.answers };
    const checked = answersFromMap(answers);
    if (checked.status === 'refused') return checked;
    const universe = input.universe ?? draft.universe;
    if (input.universe !== undefined) {
      const problem = await universeProblem(ctx, input.universe);
      if (problem !== undefined) return problem;
    }
    const aim = input.aim ?? draft.aim;
    const row = {
      answers,
      updatedAt: new Date(clock.now()),
      ...(aim === null ? {} : { aim }),
      ...(universe === null ? {} : { universe }),
    };
    await db.profileDraft.upsert({
      where: { userId: actor.userId },
      create: { userId: actor.userId, ...row },
      update: row,
    });
    return done({ savedAt: row.updatedAt.toISOString() });
  },
});
