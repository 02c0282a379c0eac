import { DefinitionList } from '@/components/ui/definition-list';
import { Notice } from '@/components/ui/states';
import type { GoalDocument, GoalStudy } from '@/lib/shared/contracts/goal';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';
import { LEVEL_WORDS } from './goal-words';

export interface GoalAssumptionsProps {
  readonly goal: GoalDocument;
  readonly assumptions: GoalStudy['assumptions'];
}

/** Everything the odds rest on, said in numbers. */
export function GoalAssumptions({ goal, assumptions }: GoalAssumptionsProps) {
  const { paths, engine, engineFallback, pastMonths, expectedReturn, volatility, meanYears, flooredMonths } =
    assumptions;
  const items = [
    { id: 'mix', term: 'Held throughout', value: `${LEVEL_WORDS[goal.level]} mix of your plan, back to it each month` },
    { id: 'return', term: 'Expected return a year, before inflation', value: formatPercent(expectedReturn) },
    { id: 'volatility', term: 'Volatility a year', value: formatPercent(volatility) },
    { id: 'engine', term: 'Months to come', value: engine },
    { id: 'past', term: 'Past months they are drawn from or judged by', value: String(pastMonths) },
    { id: 'paths', term: 'Paths', value: paths.toLocaleString('en') },
    { id: 'inflation', term: 'Inflation a year, fixed', value: formatPercent(goal.inflation) },
    { id: 'fee', term: 'Fees a year', value: formatPercent(goal.annualFee, { decimals: 2 }) },
    {
      id: 'doubt',
      term: 'Doubt about the expected returns',
      value: goal.isMeanUncertain ? `that of a record of ${formatCount(Math.round(meanYears), 'year')}` : 'left out',
    },
    { id: 'taxes', term: 'Taxes', value: 'left out' },
    ...(flooredMonths === 0
      ? []
      : [{ id: 'floored', term: 'Months in which all was lost', value: String(flooredMonths) }]),
  ];
  return (
    <div className="flex flex-col gap-6">
      {engineFallback !== null && <Notice tone="warning">{engineFallback}</Notice>}
      <DefinitionList items={items} className="max-w-2xl" />
    </div>
  );
}
