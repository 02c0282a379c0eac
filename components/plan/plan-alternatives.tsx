import { FrontierScatter } from '@/components/charts/frontier-scatter';
import { Section } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button';
import type { SolvedPlan } from '@/lib/shared/contracts/recommend';
import { formatPercent } from '@/lib/shared/format/percent';
import { PLAN_MESSAGES } from '@/lib/shared/messages/en/plan';
import { ROUTES } from '@/lib/shared/routes';
import type { PlanPartProps } from './plan-holdings';
import { LevelColumns } from './plan-levels';
import { PlanSource } from './plan-source';

/** An instrument that swings this much more than the boldest mix would squeeze the curve into a corner. */
const DRAWN_VOLATILITY_FACTOR = 2.5;

const levelName = (plan: SolvedPlan): string => PLAN_MESSAGES.levels[plan.profile].name;

/** Where the plan lies among all best mixes, and the two other levels beside it. */
export function PlanAlternatives({ answer, plan }: PlanPartProps) {
  const solved = answer.profiles.filter((each): each is SolvedPlan => each.status === 'solved');
  return (
    <Section
      id="alternatives"
      title="Safer and bolder"
      actions={
        <ButtonLink href={ROUTES.labFrontier} variant="secondary" size="small">
          Try other limits
        </ButtonLink>
      }
    >
      <PlanFrontier answer={answer} plan={plan} solved={solved} />
      {answer.profiles.length > 1 && <LevelColumns answer={answer} ownLevel={plan.profile} />}
    </Section>
  );
}

interface PlanFrontierProps extends PlanPartProps {
  readonly solved: readonly SolvedPlan[];
}

function PlanFrontier({ answer, plan, solved }: PlanFrontierProps) {
  const drawnMax = DRAWN_VOLATILITY_FACTOR * Math.max(...solved.map(({ volatility }) => volatility), plan.volatility);
  const instruments = answer.instruments.flatMap(({ symbol, assetClass }) => {
    const [volatility, expectedReturn] = [plan.volatilityByInstrument[symbol], plan.expectedReturnByInstrument[symbol]];
    return volatility === undefined || expectedReturn === undefined
      ? []
      : [{ label: symbol, assetClass, volatility, expectedReturn }];
  });
  const beyond = instruments.filter(({ volatility }) => volatility > drawnMax);
  return (
    <div className="flex flex-col gap-3">
      <FrontierScatter
        takeaway={`No mix within your limits is expected to earn more than ${formatPercent(plan.expectedReturn.mean)} at ${formatPercent(plan.volatility)} volatility.`}
        title="Expected return and volatility a year: best mixes (line), levels and instruments (dots)"
        frontier={plan.frontier}
        own={{ label: 'You are here', volatility: plan.volatility, expectedReturn: plan.expectedReturn.mean }}
        alternatives={solved
          .filter(({ profile }) => profile !== plan.profile)
          .map((each) => ({
            label: levelName(each),
            volatility: each.volatility,
            expectedReturn: each.expectedReturn.mean,
          }))}
        instruments={instruments.filter(({ volatility }) => volatility <= drawnMax)}
        source={<PlanSource answer={answer} />}
      />
      {beyond.length > 0 && (
        <p className="text-small text-muted">
          Too volatile for this drawing:{' '}
          {beyond.map(({ label, volatility }) => `${label} (${formatPercent(volatility, { decimals: 0 })})`).join(', ')}
          .
        </p>
      )}
    </div>
  );
}
