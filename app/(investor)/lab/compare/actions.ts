'use server';

import { userAction } from '@/lib/server/http/in/action';
import { startComparison } from '@/lib/server/services/comparison/start-comparison';

export const startComparisonAction = userAction(startComparison);
