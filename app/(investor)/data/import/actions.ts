'use server';

import { userAction } from '@/lib/server/http/in/action';
import { decideImport } from '@/lib/server/services/prices/decide-import';
import { pullYahoo } from '@/lib/server/services/prices/pull-yahoo';

export const decideImportAction = userAction(decideImport);
export const pullYahooAction = userAction(pullYahoo);
