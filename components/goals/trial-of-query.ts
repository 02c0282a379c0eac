import { parseIsoDay } from '@/lib/base/iso-day';
import { RISK_LEVEL_CATALOGUE } from '@/lib/shared/catalogue.generated';
import { GOAL_AMOUNT_MAX, type GoalTrial } from '@/lib/shared/contracts/goal';

const NUMBER = /^\d{1,10}(\.\d{1,2})?$/;

const isAmount = (text: string): boolean => NUMBER.test(text) && Number(text) <= GOAL_AMOUNT_MAX;

/** What the address asks to try; what cannot be read is left out. */
export function trialOfQuery(query: Readonly<Record<string, string | string[] | undefined>>): GoalTrial {
  const text = (name: string): string => {
    const value = query[name];
    return typeof value === 'string' ? value : '';
  };
  const [monthly, amount, date, level] = [text('monthly'), text('amount'), text('date'), text('level')];
  const known = RISK_LEVEL_CATALOGUE.ids.find((each) => each === level);
  return {
    ...(isAmount(monthly) ? { monthly: Number(monthly) } : {}),
    ...(isAmount(amount) && Number(amount) >= 1 ? { amount: Number(amount) } : {}),
    ...(parseIsoDay(date) === undefined ? {} : { date }),
    ...(known === undefined ? {} : { level: known }),
  };
}
