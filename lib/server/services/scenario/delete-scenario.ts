import { done, type Outcome } from '@/lib/base/outcome';
import { DeleteScenarioInput } from '@/lib/shared/contracts/stress-lab';
import { service } from '../service';
import { ownerOfScenario } from './scenario-rows';

/** Throws a saved bad time away. */
export const deleteScenario = service({
  name: 'scenario/delete-scenario',
  access: 'owner',
  input: DeleteScenarioInput,
  ownerOf: (ctx, { scenarioId }) => ownerOfScenario(ctx.db, scenarioId),
  run: async ({ db }, { scenarioId }): Promise<Outcome<null>> => {
    // Deleted twice is deleted once.
    await db.stressScenario.deleteMany({ where: { id: scenarioId } });
    return done(null);
  },
});
