'use server';

import { userAction } from '@/lib/server/http/in/action';
import { priceExclusions } from '@/lib/server/services/plan/price-exclusions';
import { completeProfile } from '@/lib/server/services/profile/complete-profile';
import { saveDraft } from '@/lib/server/services/profile/save-draft';

export const saveDraftAction = userAction(saveDraft);

export const completeProfileAction = userAction(completeProfile);

export const priceExclusionsAction = userAction(priceExclusions);
