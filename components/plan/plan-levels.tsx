import { Badge } from '@/components/ui/badge';
import { DefinitionList } from '@/components/ui/definition-list';
import { MoneyText, PercentText } from '@/components/ui/figures';
import { Term } from '@/components/ui/tooltip';
import type { PlanInfo, RecommendAnswer } from '@/lib/shared/contracts/recommend';
import { PLAN_MESSAGES } from '@/lib/shared/messages/en/plan';
import { MixBar } from './mix-bar';
import type { PlanPartProps } from './plan-holdings';
import { classSharesOf, holdingsOf } from './plan-shares';

export interface LevelColumnsProps {
  readonly answer: RecommendAnswer;
  readonly ownLevel: PlanInfo['profile'];
}

/** The same question at each risk level, side by side. */
export function LevelColumns({ answer, ownLevel }: LevelColumnsProps) {
  return (
    <div className="grid gap-x-12 gap-y-10 md:grid-cols-3">
      {answer.profiles.map((plan) => (
        <LevelColumn key={plan.profile} answer={answer} plan={plan} isOwn={plan.profile === ownLevel} />
      ))}
    </div>
  );
}

interface LevelColumnProps {
  readonly answer: PlanPartProps['answer'];
  readonly plan: PlanInfo;
  readonly isOwn: boolean;
}

function LevelColumn({ answer, plan, isOwn }: LevelColumnProps) {
  const { name, text } = PLAN_MESSAGES.levels[plan.profile];
  return (
    <section aria-label={name} className="flex flex-col gap-4">
      <div className={`flex flex-col gap-1 border-t-2 pt-3 ${isOwn ? 'border-accent' : 'border-hairline'}`}>
        <h3 className="flex items-center justify-between gap-3 font-strong">
          {name}
          {isOwn && <Badge tone="accent">Yours</Badge>}
        </h3>
        <p className="text-small text-muted">{text}</p>
      </div>
      {plan.status === 'solved' ? (
        <LevelFigures answer={answer} plan={plan} />
      ) : (
        <p className="text-small">{plan.text}</p>
      )}
    </section>
  );
}

function LevelFigures({ answer, plan }: PlanPartProps) {
  const shares = classSharesOf(holdingsOf(answer.instruments, plan.weights));
  const badYear = plan.oneYearOutcome.low;
  return (
    <>
      <MixBar shares={shares} label={PLAN_MESSAGES.levels[plan.profile].name} />
      <DefinitionList
        items={[
          { id: 'return', term: 'Expected return', value: <PercentText value={plan.expectedReturn.mean} /> },
          { id: 'volatility', term: 'Volatility', value: <PercentText value={plan.volatility} /> },
          {
            id: 'bad-year',
            term: <Term definition="One year in twenty is expected to end here or lower.">Bad year</Term>,
            value: <MoneyText amount={badYear * answer.money} decimals={0} tone="change" />,
          },
          ...shares.map(({ assetClass, label, color, share }) => ({
            id: assetClass,
            term: (
              <span className="flex items-center gap-2">
                <span aria-hidden className="size-3 rounded-[2px]" style={{ background: color }} />
                {label}
              </span>
            ),
            value: <PercentText value={share} />,
          })),
        ]}
      />
    </>
  );
}
