'use server';

import { userAction } from '@/lib/server/http/in/action';
import { fundAccount } from '@/lib/server/services/account/fund-account';
import { openAccount } from '@/lib/server/services/account/open-account';

export const openAccountAction = userAction(openAccount);
export const fundAccountAction = userAction(fundAccount);
