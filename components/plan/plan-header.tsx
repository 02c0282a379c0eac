import type { ReactNode } from 'react';
import { PageHeader } from '@/components/layout/page';
import { FigureRow, MoneyText, PercentRangeText, PercentText, StatFigure } from '@/components/ui/figures';
import { Term } from '@/components/ui/tooltip';
import type { PlanView, RecommendationView } from '@/lib/shared/contracts/plan';
import type { SolvedPlan } from '@/lib/shared/contracts/recommend';
import { formatDay } from '@/lib/shared/format/date';
import { formatPercent } from '@/lib/shared/format/percent';
import { PLAN_MESSAGES } from '@/lib/shared/messages/en/plan';
import { classSharesOf, holdingsOf, mixWords } from './plan-shares';
import { PlanSource } from './plan-source';
import { aimWords, cashFacts } from './plan-words';

export interface PlanHeaderProps {
  readonly recommendation: RecommendationView;
  readonly plan: SolvedPlan;
  readonly profile: PlanView['profile'];
  readonly eyebrow: ReactNode;
  readonly actions?: ReactNode | undefined;
}

/** The answer, its honest width, where it comes from, and the next step. */
export function PlanHeader({ recommendation, plan, profile, eyebrow, actions }: PlanHeaderProps) {
  const { answer, level } = recommendation;
  const shares = classSharesOf(holdingsOf(answer.instruments, plan.weights));
  const name = PLAN_MESSAGES.levels[level].name.toLowerCase();
  return (
    <PageHeader
      eyebrow={eyebrow}
      answer={
        <>
          Hold {mixWords(shares)}. About {formatPercent(plan.expectedReturn.mean)} a year is expected, and one year in
          twenty ends below {formatPercent(plan.oneYearOutcome.low)}.
        </>
      }
      lead={
        <p>
          {profile === null
            ? `Made at the ${name} level.`
            : `You asked for ${aimWords(profile.aim)}, and your answers lead to the ${name} level. They count until ${formatDay(profile.validUntil)}.`}
        </p>
      }
      figures={<PlanFigures plan={plan} money={answer.money} cashReturn={answer.assumptions.cashReturn} />}
      source={<PlanSource answer={answer} hasBadge />}
      actions={actions}
    />
  );
}

interface PlanFiguresProps {
  readonly plan: SolvedPlan;
  readonly money: number;
  readonly cashReturn: number;
}

function PlanFigures({ plan, money, cashReturn }: PlanFiguresProps) {
  const { expectedReturn, oneYearOutcome, volatility, volatilityRange, worstYear } = plan;
  const cash = cashFacts(plan, cashReturn, money);
  return (
    <FigureRow>
      <StatFigure
        label={<Term id="expected-return">Expected return</Term>}
        value={<PercentText value={expectedReturn.mean} />}
        unit="a year"
        note={
          <>
            <PercentRangeText low={expectedReturn.low} high={expectedReturn.high} />,{' '}
            <Term id="estimate-interval">90% interval</Term> of the estimate
          </>
        }
      />
      <StatFigure
        label={<Term id="one-year-outcome">A single year</Term>}
        value={<PercentText value={oneYearOutcome.low} />}
        unit="or below"
        note={
          <>
            one year in twenty; nine in ten end between{' '}
            <MoneyText amount={money * oneYearOutcome.low} decimals={0} tone="change" /> and{' '}
            <MoneyText amount={money * oneYearOutcome.high} decimals={0} tone="change" />
          </>
        }
      />
      <StatFigure
        label={<Term id="volatility">Volatility</Term>}
        value={<PercentText value={volatility} />}
        unit="a year"
        note={
          <>
            <PercentRangeText low={volatilityRange.low} high={volatilityRange.high} />, 90% interval
          </>
        }
      />
      <StatFigure
        label="Worst year on record"
        value={worstYear === null ? 'none yet' : <PercentText value={worstYear.return} />}
        unit={worstYear === null ? undefined : `in ${worstYear.year}`}
        note={
          worstYear === null ? (
            'The prices do not hold a full year.'
          ) : (
            <>
              <MoneyText amount={money * worstYear.return} decimals={0} tone="change" /> had this mix been held
            </>
          )
        }
      />
      <StatFigure
        label="Cash"
        value={<PercentText value={cash.weight} />}
        note={
          <>
            earns {formatPercent(cash.yield)}; costs about <MoneyText amount={cash.dragPerYear} decimals={0} /> a year
          </>
        }
      />
    </FigureRow>
  );
}
