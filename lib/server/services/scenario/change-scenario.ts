import { done, type Outcome } from '@/lib/base/outcome';
import { ChangeScenarioInput, type SavedScenario } from '@/lib/shared/contracts/stress-lab';
import { service } from '../service';
import { ownerOfScenario, SCENARIO_SCHEMA_VERSION } from './scenario-rows';

/** Gives a saved bad time another name or other moves. */
export const changeScenario = service({
  name: 'scenario/change-scenario',
  access: 'owner',
  input: ChangeScenarioInput,
  ownerOf: (ctx, { scenarioId }) => ownerOfScenario(ctx.db, scenarioId),
  run: async ({ db, clock }, { scenarioId, ...document }): Promise<Outcome<SavedScenario>> => {
    const { name } = document;
    await db.stressScenario.update({
      where: { id: scenarioId },
      data: { name, document, schemaVersion: SCENARIO_SCHEMA_VERSION, updatedAt: new Date(clock.now()) },
    });
    return done({ id: scenarioId, ...document });
  },
});
