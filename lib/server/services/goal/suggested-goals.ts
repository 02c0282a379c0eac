import { monthsAfter } from '@/lib/codec/goals/goal-problem';
import type { GoalDocument, GoalSuggestion } from '@/lib/shared/contracts/goal';
import type { StudySubject } from '../plan/study-subject';

const MONTHS_PER_YEAR = 12;

/** The Federal Reserve aims at 2 %; over the century past prices in the United States rose by about 3 % a year. */
const INFLATION_DEFAULT = 0.025;

const BASIS = {
  priority: 'want',
  mayGive: 'either',
  incomeYears: 30,
  rule: 'fixed-real',
  engine: 'block-bootstrap',
  isMeanUncertain: false,
  inflation: INFLATION_DEFAULT,
  annualFee: 0,
} as const satisfies Partial<GoalDocument>;

/** Goals to start from: what the plan is for, where it says so, and three that most people have. */
export function suggestedGoals(subject: StudySubject | undefined, today: string): GoalSuggestion[] {
  const level = subject?.level ?? 'balanced';
  const inMonths = (months: number): string => monthsAfter(today, months);
  const { aim } = subject?.request ?? {};
  const ofPlan: GoalSuggestion[] =
    aim?.kind === 'amount-by-date'
      ? [
          {
            id: 'plan',
            name: 'What my plan is for',
            why: 'The amount and the date you gave when your plan was made.',
            goal: {
              ...BASIS,
              kind: 'other',
              level,
              amount: aim.amount,
              date: inMonths(Math.max(1, Math.round(aim.years * MONTHS_PER_YEAR))),
              startAmount: aim.startAmount,
              monthly: aim.monthlyContribution,
            },
          },
        ]
      : [];
  return [
    ...ofPlan,
    {
      id: 'home',
      name: 'A home',
      why: 'A sum on a day: the down payment.',
      goal: { ...BASIS, kind: 'home', level, amount: 60_000, date: inMonths(84), startAmount: 15_000, monthly: 450 },
    },
    {
      id: 'retirement',
      name: 'Retirement',
      why: 'An income for many years, from a day on.',
      goal: {
        ...BASIS,
        kind: 'retirement',
        level,
        priority: 'need',
        amount: 24_000,
        date: inMonths(300),
        startAmount: 60_000,
        monthly: 900,
      },
    },
    {
      id: 'rainy-day',
      name: 'Rainy day',
      why: 'Half a year of spending, soon and for sure.',
      goal: {
        ...BASIS,
        kind: 'rainy-day',
        priority: 'need',
        mayGive: 'date',
        level: 'conservative',
        amount: 12_000,
        date: inMonths(24),
        startAmount: 3_000,
        monthly: 400,
      },
    },
  ];
}
