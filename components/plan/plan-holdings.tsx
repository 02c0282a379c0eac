import { AllocationDonut } from '@/components/charts/allocation-donut';
import { WeightBars } from '@/components/charts/weight-bars';
import { Section } from '@/components/layout/page';
import type { RecommendAnswer, SolvedPlan } from '@/lib/shared/contracts/recommend';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';
import { classSharesOf, holdingsOf } from './plan-shares';
import { PlanSource } from './plan-source';

export interface PlanPartProps {
  readonly answer: RecommendAnswer;
  readonly plan: SolvedPlan;
}

/** What to hold, and what each holding does to the risk. */
export function PlanHoldings({ answer, plan }: PlanPartProps) {
  const holdings = holdingsOf(answer.instruments, plan.weights);
  const shares = classSharesOf(holdings);
  const largest = shares.toSorted((left, right) => right.share - left.share)[0];
  const rows = holdings.map((holding) => ({
    ...holding,
    riskContribution: plan.riskContributions[holding.symbol] ?? 0,
  }));
  const riskiest = rows.toSorted((left, right) => right.riskContribution - left.riskContribution)[0];
  return (
    <Section id="holdings" title="What you would hold">
      <AllocationDonut
        takeaway={
          largest === undefined
            ? 'Nothing to hold.'
            : `${formatCount(holdings.length, 'holding')} in ${formatCount(shares.length, 'asset class', 'asset classes')}; ${largest.label.toLowerCase()} come first with ${formatPercent(largest.share, { decimals: 0 })}.`
        }
        title="Share of the money by asset class and instrument"
        holdings={holdings}
        source={<PlanSource answer={answer} />}
      />
      <WeightBars
        takeaway={
          riskiest === undefined
            ? 'Nothing to hold.'
            : `${riskiest.symbol} is ${formatPercent(riskiest.weight, { decimals: 0 })} of the money and ${formatPercent(riskiest.riskContribution, { decimals: 0 })} of the risk.`
        }
        title="Share of the money and share of the portfolio’s risk, per holding"
        rows={rows}
        source={<PlanSource answer={answer} />}
      />
    </Section>
  );
}
