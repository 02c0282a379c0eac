import { OutcomeRange } from '@/components/charts/outcome-range';
import { Section } from '@/components/layout/page';
import { DefinitionList } from '@/components/ui/definition-list';
import { MoneyText, PercentText } from '@/components/ui/figures';
import { formatPercent } from '@/lib/shared/format/percent';
import type { PlanPartProps } from './plan-holdings';
import { PlanSource } from './plan-source';
import { cashFacts } from './plan-words';

/** Two ranges that are often confused, side by side; then the cash, in the open. */
export function PlanCertainty({ answer, plan }: PlanPartProps) {
  const { expectedReturn, oneYearOutcome } = plan;
  const cash = cashFacts(plan, answer.assumptions.cashReturn, answer.money);
  return (
    <Section id="certainty" title="How sure this is">
      <OutcomeRange
        takeaway={`The average year may be anything from ${formatPercent(expectedReturn.low)} to ${formatPercent(expectedReturn.high)}; single years swing wider still.`}
        title="Return a year"
        intervals={[
          {
            id: 'estimate',
            label: 'The average year, as far as it can be known',
            meaning: 'If the method is right, nine such ranges in ten contain the true average.',
            low: expectedReturn.low,
            middle: expectedReturn.mean,
            high: expectedReturn.high,
          },
          {
            id: 'one-year',
            label: 'A single year, if the estimate is right',
            meaning: 'Nine years in ten are expected to end inside this range.',
            low: oneYearOutcome.low,
            middle: oneYearOutcome.mean,
            high: oneYearOutcome.high,
            isOwn: false,
          },
        ]}
        source={<PlanSource answer={answer} />}
      />
      <div className="grid gap-x-16 gap-y-4 lg:grid-cols-2">
        <div className="flex flex-col gap-2">
          <h3 className="font-strong">The cash share, in the open</h3>
          <p className="max-w-prose text-small text-muted">
            Your risk level sets it, and nobody earns anything from it: no bank pays us for deposits, and there is no
            fee on your money.
          </p>
        </div>
        <DefinitionList
          items={[
            {
              id: 'share',
              term: 'Held in cash',
              value: (
                <>
                  <PercentText value={cash.weight} />, <MoneyText amount={cash.amount} decimals={0} />
                </>
              ),
            },
            { id: 'yield', term: 'What cash earns', value: <>{formatPercent(cash.yield)} a year</> },
            {
              id: 'drag',
              term: 'What it costs against investing it too',
              value: (
                <>
                  about <MoneyText amount={cash.dragPerYear} decimals={0} /> a year
                </>
              ),
            },
          ]}
        />
      </div>
    </Section>
  );
}
