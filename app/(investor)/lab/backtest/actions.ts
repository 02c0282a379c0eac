'use server';

import { userAction } from '@/lib/server/http/in/action';
import { startBacktest } from '@/lib/server/services/backtest/start-backtest';

export const startBacktestAction = userAction(startBacktest);
