'use server';

import { userAction } from '@/lib/server/http/in/action';
import { createGoal } from '@/lib/server/services/goal/create-goal';
import { deleteGoal } from '@/lib/server/services/goal/delete-goal';
import { updateGoal } from '@/lib/server/services/goal/update-goal';

export const createGoalAction = userAction(createGoal);
export const deleteGoalAction = userAction(deleteGoal);
export const updateGoalAction = userAction(updateGoal);
