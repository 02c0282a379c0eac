'use server';

import { userAction } from '@/lib/server/http/in/action';
import { startSearch } from '@/lib/server/services/search/start-search';

export const startSearchAction = userAction(startSearch);
