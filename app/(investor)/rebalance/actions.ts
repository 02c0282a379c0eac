'use server';

import { userAction } from '@/lib/server/http/in/action';
import { cancelRebalance } from '@/lib/server/services/rebalance/cancel-rebalance';
import { confirmRebalance } from '@/lib/server/services/rebalance/confirm-rebalance';

export const confirmRebalanceAction = userAction(confirmRebalance);
export const cancelRebalanceAction = userAction(cancelRebalance);
