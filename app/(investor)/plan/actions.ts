'use server';

import { userAction } from '@/lib/server/http/in/action';
import { acceptRecommendation } from '@/lib/server/services/plan/accept-recommendation';
import { requestRecommendation } from '@/lib/server/services/plan/request-recommendation';

export const acceptRecommendationAction = userAction(acceptRecommendation);

export const requestRecommendationAction = userAction(requestRecommendation);
