'use server';

import { userAction } from '@/lib/server/http/in/action';
import { changeScenario } from '@/lib/server/services/scenario/change-scenario';
import { deleteScenario } from '@/lib/server/services/scenario/delete-scenario';
import { saveScenario } from '@/lib/server/services/scenario/save-scenario';

export const saveScenarioAction = userAction(saveScenario);
export const changeScenarioAction = userAction(changeScenario);
export const deleteScenarioAction = userAction(deleteScenario);
