import { LEVEL_WORDS } from '@/components/lab/stress-reading';
import { DefinitionList } from '@/components/ui/definition-list';
import { Notice } from '@/components/ui/states';
import type { GoalDocument, GoalStudy } from '@/lib/shared/contracts/goal';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';

export interface GoalAssumptionsProps {
  readonly goal: GoalDocument;
  readonly assumptions: GoalStudy['assumptions'];
}

/** Everything the odds rest on, said in numbers. */
export function GoalAssumptions({ goal, assumptions }: GoalAssumptionsProps) {
  const { paths, engine, engineFallback, pastMonths, expectedReturn, volatility, meanYears, flooredMonths } =
    assumptions;
  const items = [
    {
      id: 'mix',
      term: 'Mix held throughout',
      value: `${LEVEL_WORDS[goal.level]}, traded back to its weights each month`,
    },
    { id: 'return', term: 'Expected return a year, before inflation', value: formatPercent(expectedReturn) },
    { id: 'volatility', term: 'Volatility a year', value: formatPercent(volatility) },
    { id: 'engine', term: 'How months to come are made up', value: engine },
    { id: 'past', term: 'Past months behind them', value: String(pastMonths) },
    { id: 'paths', term: 'Paths', value: formatNumber(paths, { decimals: 0 }) },
    { id: 'inflation', term: 'Inflation a year, fixed', value: formatPercent(goal.inflation) },
    { id: 'fee', term: 'Fees a year', value: formatPercent(goal.annualFee, { decimals: 2 }) },
    {
      id: 'doubt',
      term: 'Doubt about the expected returns',
      value: goal.isMeanUncertain
        ? `as large as a record of ${formatCount(Math.round(meanYears), 'year')} leaves it`
        : 'left out',
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
