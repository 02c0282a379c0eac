'use server';

import { userAction } from '@/lib/server/http/in/action';
import { verifyActivity } from '@/lib/server/services/audit/verify-activity';

export const verifyActivityAction = userAction(verifyActivity);
