import { newId } from '@/lib/base/ids';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import { type SavedScenario, SaveScenarioInput, SCENARIOS_PER_USER_MAX } from '@/lib/shared/contracts/stress-lab';
import { service } from '../service';
import { SCENARIO_SCHEMA_VERSION } from './scenario-rows';

/** Keeps a bad time of the user's own making. */
export const saveScenario = service({
  name: 'scenario/save-scenario',
  access: 'signed-in',
  input: SaveScenarioInput,
  run: async ({ db, clock, randomBytes, actor }, document): Promise<Outcome<SavedScenario>> => {
    const { userId } = actor;
    const count = await db.stressScenario.count({ where: { userId } });
    if (count >= SCENARIOS_PER_USER_MAX) {
      return refused('conflict', `You have ${count} saved bad times, as many as are kept; delete one first.`);
    }
    const id = newId(clock, randomBytes);
    const now = new Date(clock.now());
    const { name } = document;
    await db.stressScenario.create({
      data: { id, userId, name, document, schemaVersion: SCENARIO_SCHEMA_VERSION, createdAt: now, updatedAt: now },
    });
    return done({ id, ...document });
  },
});
