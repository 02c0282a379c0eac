import { expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { simulatedMarket } from '@/lib/quant/market/simulated-market';
import { goalsTask } from '@/lib/server/compute/goals-task';

const LAST_DAY = '2024-06-28';
const panel = simulatedMarket({ seed: 'goals-task', lastDay: dayNumber(isoDay(LAST_DAY)) });
const assets = panel.instruments.filter(({ isInvestable }) => isInvestable).map(({ symbol }) => symbol);

const question = {
  goal: {
    kind: 'home',
    amount: 12_000,
    date: '2026-06-28',
    startAmount: 5_000,
    monthly: 250,
    priority: 'want',
    mayGive: 'either',
    level: 'balanced',
    incomeYears: 30,
    rule: 'fixed-real',
    engine: 'lognormal',
    isMeanUncertain: false,
    inflation: 0.02,
    annualFee: 0,
  },
  today: LAST_DAY,
  saveMonths: 24,
} as const;

test('told to stop under way, the odds that are there are answered and the others say why they are missing', () => {
  let asked = 0;
  const outcome = goalsTask(
    {
      request: { prices: { simulated: { seed: 'goals-task', to: LAST_DAY } }, assets },
      level: 'balanced',
      panel,
      asked: { kind: 'judge', questions: [question, question, question] },
    },
    { report: () => undefined, shouldStop: () => ++asked > 1 },
  );
  if (outcome.status !== 'finished' || outcome.value.status !== 'judged') throw new Error(JSON.stringify(outcome));
  expect(outcome.value.judgements.map(({ status }) => status)).toEqual(['done', 'refused', 'refused']);
});
