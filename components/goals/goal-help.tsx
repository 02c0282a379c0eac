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
  readonly id: keyof typeof TRY_WORDS;
  readonly text: string;
  /** Null where the way leads nowhere. */
  readonly trial: GoalTrial | null;
}

const TRY_WORDS = { monthly: 'Try this sum', date: 'Try this day', amount: 'Try this amount' } as const;

/** Each way on its own; one that is no change, or that the investor ruled out, is not offered. */
function waysOf(goal: GoalDocument, { monthly, date, amount }: Help): Way[] {
  const isIncome = goal.kind === 'retirement';
  const [less, more] = isIncome ? ['a year less', 'a year more'] : ['less', 'more'];
  const ways: Way[] = [];
  if (monthly === null) ways.push({ id: 'monthly', text: 'No sum a month would put it on track.', trial: null });
  else if (monthly !== goal.monthly) {
    const gap = Math.abs(monthly - goal.monthly);
    const text = `${sumText(monthly)} a month: ${sumText(gap)} ${monthly > goal.monthly ? 'more' : 'less'}`;
    ways.push({ id: 'monthly', text, trial: { monthly } });
  }
  if (goal.mayGive === 'either' || goal.mayGive === 'date') {
    if (date === null) ways.push({ id: 'date', text: 'Ten years later would not be enough.', trial: null });
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
  const ways = waysOf(goal, help);
  if (ways.length === 0) return <p className="max-w-prose text-muted">What you put in now is just what it takes.</p>;
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-prose text-muted">
        Each of these alone brings the odds to {chanceText(onTrackMin)}. Trying one leaves the saved goal as it is.
      </p>
      <ul className="flex flex-col">
        {ways.map(({ id, text, trial }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-4 border-t border-hairline py-3">
            <span className="figures">{text}</span>
            {trial !== null && (
              <ButtonLink href={trialPath(goalPath(goalId), trial)} variant="secondary" size="small">
                {TRY_WORDS[id]}
              </ButtonLink>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
