import { ButtonLink } from '@/components/ui/button';
import type { GoalDocument, GoalHelp as Help, GoalTrial } from '@/lib/shared/contracts/goal';
import { formatDay } from '@/lib/shared/format/date';
import { goalPath } from '@/lib/shared/routes';
import { chanceText, sumText, trialPath } from './goal-words';

export interface GoalHelpProps {
  readonly goalId: string;
  readonly goal: GoalDocument;
  readonly help: Help;
  readonly onTrackMin: number;
}

interface Way {
  readonly id: string;
  readonly text: string;
  readonly trial: GoalTrial | null;
}

const without = (id: string, text: string): Way => ({ id, text, trial: null });

/** Each way on its own; one that is no change, or that the investor ruled out, is not offered. */
function waysOf(goal: GoalDocument, { monthly, date, amount }: Help): Way[] {
  const isIncome = goal.kind === 'retirement';
  const [less, more] = isIncome ? ['a year less', 'a year more'] : ['less', 'more'];
  const ways: Way[] = [];
  if (monthly === null) ways.push(without('monthly', 'No sum a month would put it on track.'));
  else if (monthly !== goal.monthly) {
    const gap = Math.abs(monthly - goal.monthly);
    const text = `${sumText(monthly)} a month: ${sumText(gap)} ${monthly > goal.monthly ? 'more' : 'less'}`;
    ways.push({ id: 'monthly', text, trial: { monthly } });
  }
  if (goal.mayGive === 'either' || goal.mayGive === 'date') {
    if (date === null) ways.push(without('date', 'Ten years later would not be enough.'));
    else if (date !== goal.date) {
      const text = `${formatDay(date)}: ${date > goal.date ? 'later' : 'sooner'}`;
      ways.push({ id: 'date', text, trial: { date } });
    }
  }
  if ((goal.mayGive === 'either' || goal.mayGive === 'amount') && amount !== null && amount !== goal.amount) {
    const text = `${sumText(amount)}: ${sumText(Math.abs(amount - goal.amount))} ${amount < goal.amount ? less : more}`;
    ways.push({ id: 'amount', text, trial: { amount } });
  }
  return ways;
}

/** What would put the goal on track, each with its number and one click away. */
export function GoalHelp({ goalId, goal, help, onTrackMin }: GoalHelpProps) {
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-prose text-muted">
        Each of these alone brings the odds to {chanceText(onTrackMin)}. Trying one saves nothing.
      </p>
      <ul className="flex flex-col">
        {waysOf(goal, help).map(({ id, text, trial }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-4 border-t border-hairline py-3">
            <span className="figures">{text}</span>
            {trial !== null && (
              <ButtonLink href={trialPath(goalPath(goalId), trial)} variant="secondary" size="small">
                Try {TRY_WORDS[id] ?? id}
              </ButtonLink>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

const TRY_WORDS: Readonly<Record<string, string>> = {
  monthly: 'this sum',
  date: 'this day',
  amount: 'this amount',
};
